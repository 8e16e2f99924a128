"""Files as an archive and back: everything as it was, nothing outside of the folder."""

import io
import stat
import tarfile
import zlib
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from loket.keeping.filing import Inventory, NotOurs, archived, unarchived
from loket.keeping.refusals import BackupDamaged
from loket.keeping.streams import compressed, decrypt, encrypt, expanded

FILES = [("bintan/aa/x.pdf", b"satu"), ("bintan/bb/kosong", b""), ("pontianak/cc/besar.png", b"z" * 200_000)]


def _archive(*members: tarfile.TarInfo) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(b"x" * member.size))
    return made.getvalue()


def _file(name: str) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.size = 3
    return made


class TestAnArchive:
    def test_gives_back_what_went_in_with_the_same_inventory(self, tmp_path: Path) -> None:
        before = Inventory()
        after = unarchived(archived(FILES, before), tmp_path)
        assert after.as_json() == before.as_json()
        assert (after.files, after.bytes) == (3, 200_004)
        for name, content in FILES:
            assert (tmp_path / name).read_bytes() == content
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600

    def test_has_another_inventory_for_another_byte_or_name(self) -> None:
        digests = set()
        for files in (
            FILES,
            FILES[:2],
            [("bintan/aa/y.pdf", b"satu"), *FILES[1:]],
            [("bintan/aa/x.pdf", b"sate"), *FILES[1:]],
        ):
            inventory = Inventory()
            list(archived(files, inventory))
            digests.add(inventory.digest)
        assert len(digests) == 4

    def test_is_read_by_other_programs(self) -> None:
        content = b"".join(archived(FILES, Inventory()))
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            assert archive.getnames() == [name for name, _ in FILES]

    @pytest.mark.parametrize("folder", [".", "pulih", "../dalam/pulih", "./a/../b"])
    def test_is_written_below_a_folder_however_that_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
    ) -> None:
        (tmp_path / "dalam/a").mkdir(parents=True)
        monkeypatch.chdir(tmp_path / "dalam")
        unarchived(archived(FILES, Inventory()), Path(folder))
        assert all((Path(folder) / name).read_bytes() == content for name, content in FILES)

    @pytest.mark.parametrize("name", ["../luar", "/etc/passwd", "bintan/../../luar"])
    def test_with_a_name_that_leads_out_is_refused(self, tmp_path: Path, name: str) -> None:
        inside = tmp_path / "dalam"
        inside.mkdir()
        with pytest.raises(NotOurs):
            unarchived(iter([_archive(_file(name))]), inside)
        assert list(tmp_path.iterdir()) == [inside]

    def test_with_a_link_is_refused(self, tmp_path: Path) -> None:
        link = tarfile.TarInfo("tautan")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        with pytest.raises(NotOurs):
            unarchived(iter([_archive(link)]), tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_with_one_name_twice_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(FileExistsError):
            unarchived(iter([_archive(_file("sama"), _file("sama"))]), tmp_path)


class TestStreams:
    def test_come_back_as_they_went(self) -> None:
        pieces = [b"a" * 70_000, b"", b"b", bytes(range(256)) * 500]
        assert b"".join(expanded(compressed(pieces))) == b"".join(pieces)

    def test_that_end_too_early_are_a_fault(self) -> None:
        whole = b"".join(compressed([b"isi" * 1000]))
        with pytest.raises(zlib.error):
            list(expanded([whole[:-4]]))

    def test_that_are_left_early_end_their_thread(self, tmp_path: Path) -> None:
        who = Identity.generate()
        encrypt(tmp_path / "x.age", [b"x" * 65_536] * 200, [str(who.to_public())])
        pieces = decrypt(tmp_path / "x.age", [who])
        assert next(pieces)
        pieces.close()  # type: ignore[attr-defined]  # it is a generator

    def test_cut_at_any_place_are_never_taken_for_whole(self, tmp_path: Path) -> None:
        who, file = Identity.generate(), tmp_path / "x.age"
        encrypt(file, [b"isi" * 50_000], [str(who.to_public())])
        whole = file.read_bytes()
        for kept in (0, 10, 150, len(whole) // 2, len(whole) - 1):
            file.write_bytes(whole[:kept])
            with pytest.raises(BackupDamaged):
                list(decrypt(file, [who]))

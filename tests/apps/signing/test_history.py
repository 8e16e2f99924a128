"""The history of an office as one signed list: it only grows, holds the papers, and is not signed once it was rewritten."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from loket.casework import queries as casework
from loket.casework.queries import CheckpointRecord
from loket.core.engine import Claim
from loket.core.proof.note import NoteKey
from loket.core.proof.tree import is_extension
from loket.core.proof.witness import judge
from loket.signing import history, models
from loket.signing.history import extension, history_key, latest_seal, leaves_of, sign_latest
from loket.signing.refusals import (
    HistoryKeyLost,
    HistoryRewritten,
    NothingSealedYet,
    RootPassphraseWrong,
    SizeNeverSealed,
)
from loket.signing.seal import SealUse, public_seal
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.casework.sealing import seal, seal_yesterday
from tests.apps.signing import cases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


def two_days() -> tuple[int, int]:
    """The sizes of the list after a sealed yesterday and a sealed today."""
    moved = factories.case_at("sahkan")
    factories.take_in()
    seal_yesterday("bintan")
    first = sign_latest("bintan").note.head.size
    factories.act(moved, Claim(), factories.hadi())
    seal("bintan")
    return first, sign_latest("bintan").note.head.size


class TestASignedCheckpoint:
    def test_counts_every_sealed_head_and_every_checkpoint(self) -> None:
        assert two_days() == (3, 5)

    def test_is_signed_by_the_key_of_the_history_alone(self, own_keys: Path) -> None:
        seal("bintan")
        note = sign_latest("bintan").note
        assert note.is_signed_by(history_key("bintan"))
        assert not note.is_signed_by(NoteKey("loket/bintan", history_key("pontianak").public_key))
        folder = own_keys / "kunci"
        assert public_seal(folder, "bintan", SealUse.HISTORY) != public_seal(folder, "bintan")

    def test_names_its_checkpoint_and_its_office(self) -> None:
        made = seal("bintan")
        head = sign_latest("bintan").note.head
        assert head.origin == "loket/bintan"
        assert head.extension[0].startswith(f"segel 1 {made.date} ")

    def test_is_signed_once(self) -> None:
        seal("bintan")
        assert sign_latest("bintan") == sign_latest("bintan")
        assert models.HistoryNote.objects.count() == 1

    def test_is_signed_once_by_two_that_start_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        factories.take_in()
        seal("bintan")
        found = history._papers_before  # noqa: SLF001 (the moment between reading and writing)

        def overtaken(office: int, made: CheckpointRecord) -> list[models.PaperLeaf]:
            monkeypatch.setattr(history, "_papers_before", found)
            sign_latest("bintan")
            return found(office, made)

        monkeypatch.setattr(history, "_papers_before", overtaken)
        assert sign_latest("bintan") == latest_seal("bintan")
        assert models.HistoryNote.objects.count() == 1

    def test_is_signed_again_by_one_that_another_day_overtook(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Two notes may not follow the same one: the earlier would be put between, with leaves the later does not have."""
        seal_yesterday("bintan")
        found = history._papers_before  # noqa: SLF001 (the moment between reading and writing)

        def overtaken(office: int, made: CheckpointRecord) -> list[models.PaperLeaf]:
            monkeypatch.setattr(history, "_papers_before", found)
            seal("bintan")
            sign_latest("bintan")
            return found(office, made)

        monkeypatch.setattr(history, "_papers_before", overtaken)
        assert sign_latest("bintan").number == 2
        assert [(row.follows, row.number) for row in models.HistoryNote.objects.all()] == [(0, 2)]
        assert len(leaves_of(latest_seal("bintan"))) == 2

    def test_covers_the_days_on_which_nobody_signed(self) -> None:
        factories.take_in()
        seal_yesterday("bintan")
        seal("bintan")
        assert sign_latest("bintan").note.head.size == 3

    def test_extends_the_one_before(self) -> None:
        old, size = two_days()
        leaves = leaves_of(latest_seal("bintan"))
        first, second = (bytes(row.root) for row in models.HistoryNote.objects.order_by("number"))
        assert is_extension(old, first, size, second, extension("bintan", old).path)
        assert len(leaves) == size

    def test_convinces_a_witness(self) -> None:
        _, size = two_days()
        key = history_key("bintan")
        assert judge(extension("bintan", 0), [key], None).size == size
        seen = judge(extension("bintan", 0), [key], None)
        assert judge(extension("bintan", size), [key], seen) == seen

    def test_is_not_made_before_a_checkpoint(self) -> None:
        for work in (sign_latest, latest_seal):
            with pytest.raises(NothingSealedYet):
                work("bintan")

    def test_is_not_proved_from_a_size_that_never_was(self) -> None:
        _, size = two_days()
        with pytest.raises(SizeNeverSealed):
            extension("bintan", size + 1)


class TestARewrittenHistory:
    """T22, T23: rows changed under the signature stop every later one."""

    @pytest.mark.parametrize(
        "query",
        [
            "UPDATE casework_checkpointleaf SET version = version + 1",
            "DELETE FROM casework_checkpointleaf WHERE id = (SELECT min(id) FROM casework_checkpointleaf)",
        ],
    )
    def test_is_not_signed_again(self, query: str) -> None:
        factories.take_in()
        factories.take_in()
        seal_yesterday("bintan")
        sign_latest("bintan")
        tampering.forge(query)
        seal("bintan")
        for work in (lambda: sign_latest("bintan"), lambda: extension("bintan", 1)):
            with pytest.raises(HistoryRewritten):
                work()


class TestALostKey:
    """T31: no fresh key takes the place of the one that witnesses know."""

    @pytest.fixture
    def file(self, own_keys: Path) -> Path:
        seal_yesterday("bintan")
        sign_latest("bintan")
        seal("bintan")
        return own_keys / "kunci" / "riwayat-bintan.pem"

    def test_is_not_made_anew(self, file: Path) -> None:
        file.unlink()
        for work in (sign_latest, history_key):
            with pytest.raises(HistoryKeyLost, match="hilang"):
                work("bintan")
        assert not file.exists()

    def test_is_not_replaced_by_another(self, file: Path) -> None:
        seal("pontianak")
        sign_latest("pontianak")
        file.write_bytes(file.with_name("riwayat-pontianak.pem").read_bytes())
        for work in (sign_latest, history_key):
            with pytest.raises(HistoryKeyLost):
                work("bintan")

    def test_signs_on_where_it_was_put_back(self, file: Path) -> None:
        kept = file.read_bytes()
        file.unlink()
        file.write_bytes(kept)
        assert sign_latest("bintan").number == 2

    def test_under_another_passphrase_signs_nothing(self, file: Path, settings: Settings) -> None:
        settings.SIGNING_PASSPHRASE = "bukan sandi yang dahulu"
        with pytest.raises(RootPassphraseWrong):
            sign_latest("bintan")
        assert models.HistoryNote.objects.count() == 1


class TestASignedPaper:
    """T32: the list holds the hash of the bytes beside the history that they were issued on."""

    @pytest.fixture
    def resi(self, own_keys: Path) -> str:
        cases.certified()
        resi = cases.damaged_kk()
        assert [item.outcome for item in cases.sign(resi)] == ["signed"]
        return resi

    def test_is_a_leaf_with_the_sealed_head_of_its_case(self, resi: str) -> None:
        made = seal("bintan")
        size = sign_latest("bintan").note.head.size
        leaf = models.PaperLeaf.objects.get()
        head = casework.newest_sealed([resi], made.number)[resi]
        assert (leaf.resi, leaf.version, leaf.head_hash) == (resi, head.version, head.head_hash.hex())
        assert leaf.sha256 == models.SigningState.objects.get(state="signed").sha256
        assert size == made.count + 2

    def test_is_a_leaf_once(self, resi: str) -> None:
        seal_yesterday("bintan")
        sign_latest("bintan")
        seal("bintan")
        sign_latest("bintan")
        assert models.PaperLeaf.objects.count() == 1

    def test_of_after_the_checkpoint_waits_for_the_next(self, own_keys: Path) -> None:
        cases.certified()
        resi = cases.damaged_kk()
        seal_yesterday("bintan")
        cases.sign(resi)
        sign_latest("bintan")
        assert not models.PaperLeaf.objects.exists()
        seal("bintan")
        sign_latest("bintan")
        assert models.PaperLeaf.objects.get().resi == resi

    def test_cannot_be_changed_nor_removed(self, resi: str) -> None:
        seal("bintan")
        sign_latest("bintan")
        for query in (
            "UPDATE signing_paperleaf SET sha256 = ''",
            "DELETE FROM signing_paperleaf",
            "UPDATE signing_historynote SET size = 1",
            "DELETE FROM signing_historynote",
        ):
            assert refused(query)


def refused(query: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(query)
    except IntegrityError:
        return True
    return False

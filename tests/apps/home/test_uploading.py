"""Files that come in parts over a line that drops, and files that should not come."""

import datetime
import uuid

import pytest
from django.utils import timezone

from loket.core.terms import HomeCode
from loket.documents.refusals import ScanBroken, ScanHeld, ScanNotAllowed, ScanNotChecked, ScanTooLarge
from loket.documents.services import accept_scan
from loket.home import models, queries, services, uploading
from loket.home.records import MOST_PAPERS
from loket.home.refusals import AlreadySent, PartOutOfPlace, TooManyPapers
from tests.apps.home.drafts import begun, photo

pytestmark = pytest.mark.django_db


def _parts(content: bytes, size: int = 300) -> list[tuple[int, bytes]]:
    return [(at, content[at : at + size]) for at in range(0, len(content), size)]


class TestParts:
    def test_make_the_file_in_the_end(self) -> None:
        code, upload, content = begun(), uuid.uuid4(), photo(20)
        for at, part in _parts(content):
            assert services.add_part(code, upload, at, part) == at + len(part)
        draft = services.finish(code, upload, "f-1-15", "foto.jpg", len(content))
        assert [paper.requirement for paper in draft.papers] == ["pengantar", "f-1-15"]
        assert models.UploadPart.objects.count() == 0

    def test_go_on_where_the_line_dropped(self) -> None:
        code, upload, content = begun(), uuid.uuid4(), photo(20)
        first, second, *_ = _parts(content)
        services.add_part(code, upload, *first)
        services.add_part(code, upload, *second)
        assert services.add_part(code, upload, *first) == 600
        assert queries.received(code, upload) == 600
        services.add_part(code, upload, 600, content[600:])
        assert len(services.finish(code, upload, "f-1-15", "foto.jpg", len(content)).papers) == 2

    def test_leave_no_gap(self) -> None:
        code, upload = begun(), uuid.uuid4()
        for at, part in ((300, b"x"), (0, bytes(uploading.LARGEST_PART + 1))):
            with pytest.raises(PartOutOfPlace):
                services.add_part(code, upload, at, part)

    def test_finished_twice_are_one_file(self) -> None:
        code, upload, content = begun(), uuid.uuid4(), photo(20)
        services.add_part(code, upload, 0, content)
        for _ in range(2):
            draft = services.finish(code, upload, "f-1-15", "foto.jpg", len(content))
        assert len(draft.papers) == 2

    def test_are_not_finished_too_early(self) -> None:
        code, upload, content = begun(), uuid.uuid4(), photo(20)
        services.add_part(code, upload, 0, content[:-1])
        with pytest.raises(PartOutOfPlace):
            services.finish(code, upload, "f-1-15", "foto.jpg", len(content))
        assert queries.received(code, upload) == len(content) - 1

    def test_that_make_no_picture_are_sent_anew(self) -> None:
        code, upload = begun(), uuid.uuid4()
        services.add_part(code, upload, 0, b"bukan gambar")
        with pytest.raises(ScanNotAllowed):
            services.finish(code, upload, "f-1-15", "foto.jpg", 12)
        assert queries.received(code, upload) == 0
        # The answer was lost: asked again it is not said to be there.
        with pytest.raises(PartOutOfPlace) as again:
            services.finish(code, upload, "f-1-15", "foto.jpg", 12)
        assert again.value.data["offset"] == 0

    def test_that_nobody_completes_go_after_a_day(self) -> None:
        code, kept, left = begun(), uuid.uuid4(), uuid.uuid4()
        for upload in (left, kept):
            services.add_part(code, upload, 0, b"x")
        models.UploadPart.objects.filter(upload=left).update(at=timezone.now() - datetime.timedelta(hours=25))
        begun()
        assert [part.upload for part in models.UploadPart.objects.all()] == [kept]

    def test_that_were_changed_in_the_database_are_no_file(self) -> None:
        code, upload = begun(), uuid.uuid4()
        services.add_part(code, upload, 0, photo())
        models.UploadPart.objects.update(content=b"lain")
        with pytest.raises(ScanBroken):
            services.finish(code, upload, "f-1-15", "foto.jpg", len(photo()))

    def test_of_too_much_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploading, "MAX_BYTES", 1000)
        code, upload = begun(), uuid.uuid4()
        services.add_part(code, upload, 0, bytes(800))
        with pytest.raises(ScanTooLarge):
            services.add_part(code, upload, 800, bytes(800))

    def test_of_many_files_at_once_push_out_the_oldest(self) -> None:
        code = begun()
        uploads = [uuid.uuid4() for _ in range(5)]
        for upload in uploads:
            services.add_part(code, upload, 0, b"awal")
        assert [queries.received(code, upload) for upload in uploads] == [0, 0, 4, 4, 4]


class TestFiles:
    def test_are_kept_once(self) -> None:
        code = begun()
        assert len(services.add_file(code, "pengantar", "lagi.jpg", photo()).papers) == 1
        assert len(services.add_file(code, "f-1-15", "lain.jpg", photo()).papers) == 2

    def test_are_so_many(self) -> None:
        code = begun()
        paper = models.DraftPaper.objects.get()
        for place in range(MOST_PAPERS - 1):
            paper.pk, paper.sha256 = None, f"{place}"
            paper.save(force_insert=True)
        with pytest.raises(TooManyPapers):
            services.add_file(code, "f-1-15", "lain.jpg", photo(1))

    def test_can_be_taken_away(self) -> None:
        code = begun()
        (paper,) = queries.opened(code).papers
        assert services.drop_file(code, paper.id).papers == ()
        assert services.drop_file(code, paper.id).papers == ()

    def test_of_another_draft_cannot(self) -> None:
        mine, theirs = begun(), begun()
        (paper,) = queries.opened(theirs).papers
        services.drop_file(mine, paper.id)
        assert queries.opened(theirs).papers == (paper,)

    def test_wait_in_no_queue_of_the_office(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def away(_name: str, _content: bytes) -> None:
            raise ScanHeld(name="foto.jpg")

        monkeypatch.setattr("loket.documents.scans.accept_scan", away)
        with pytest.raises(ScanNotChecked):
            services.add_file(begun_without_file(), "f-1-15", "foto.jpg", photo())

    def test_come_into_no_draft_that_was_sent_meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        code = begun_without_file()

        def slow(name: str, content: bytes) -> object:
            scan = accept_scan(name, content)
            models.Draft.objects.update(is_sending=True)
            return scan

        monkeypatch.setattr(uploading, "accept_scan_now", slow)
        with pytest.raises(AlreadySent):
            services.add_file(code, "f-1-15", "foto.jpg", photo())
        assert models.DraftPaper.objects.count() == 0


def begun_without_file() -> HomeCode:
    """A draft with nothing in it."""
    _draft, code = services.begin("bintan", "kk", {})
    return code

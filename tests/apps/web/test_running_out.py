"""What runs out soon: shown before it is too late, to the office that keeps it; and what became of who left."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loket.core.register import Permit
from loket.core.register.codes import Citizenship, MoveKind, MoveReason, PermitKind, ResidentStatus, Sex, Shdk
from loket.core.register.events import Death
from loket.core.register.moves import ForeignerRegistered, MoveOut, Newcomer
from loket.core.register.placements import NewKk, Placement
from loket.core.register.values import Documents
from loket.register import models, queries, services
from loket.register import running_out as ending
from loket.web.desk.pages import Desk
from loket.web.desk.register.running_out import call_off_address
from tests.apps import factories
from tests.apps.register import people
from tests.apps.web.desk import DeskBrowser, Page, forms_of

pytestmark = pytest.mark.django_db
PATH = "/penduduk/segera-habis/"
CLOSE = "/penduduk/segera-habis/skpwni/"


def _foreigner(name: str, days: int) -> None:
    until = factories.TODAY + datetime.timedelta(days=days)
    biodata = people.person(
        name,
        Sex.MALE,
        "1990-01-01",
        citizenship=Citizenship.WNA,
        nationality="Singapura",
        permit=Permit(PermitKind.ITAS, "2C21-1", until),
    )
    newcomer = Newcomer(uuid.uuid4(), None, biodata, Documents())
    event = ForeignerRegistered(date=factories.TODAY, newcomer=newcomer, address=people.HOUSE)
    people.record(event, accepted={"mungkin-ganda": "orang lain"})


def _leave(
    days_ago: int,
    home: people.Home | None = None,
    movers: tuple[uuid.UUID, ...] = (),
    kind: MoveKind = MoveKind.HEAD_AND_ALL,
    placements: tuple[Placement, ...] = (),
    number: str | None = None,
) -> people.Home:
    home = home or people.alone()
    event = MoveOut(
        date=factories.TODAY - datetime.timedelta(days=days_ago),
        family_id=home.id,
        movers=frozenset(movers or home.members),
        kind_of_move=kind,
        destination=people.PONTIANAK.region,
        reason=MoveReason.WORK,
        placements=placements,
        skpwni_number=number,
    )
    people.record(event)
    return home


def _head_leaves(days_ago: int = 120) -> people.Home:
    """Agus leaves alone; Sari stays with their son, on a KK of her own."""
    home = people.saris()
    agus, sari, adi = home.members
    stay = NewKk(services.new_id(), sari, {adi: Shdk.CHILD})
    return _leave(days_ago, home, (agus,), MoveKind.HEAD, (stay,))


def _member_leaves(days_ago: int = 120) -> people.Home:
    """Rina leaves; then Wati, her mother and the head, dies."""
    home = people.watis()
    _leave(days_ago, home, home.members[1:], MoveKind.MEMBERS)
    return home


def _status(resident_id: uuid.UUID) -> str:
    return str(models.Resident.objects.get(pk=resident_id).status)


class TestRunningOut:
    def test_names_the_leaves_to_stay_that_end_within_sixty_days(self) -> None:
        _foreigner("Tan Wei Ming", 60)
        _foreigner("Akira Tanaka", 61)
        found = queries.running_out(factories.budi().office_id, factories.TODAY)
        assert [one.full_name for one in found.permits] == ["Tan Wei Ming"]

    def test_names_who_left_and_never_arrived_once_the_letter_has_run_out(self) -> None:
        _leave(100)
        found = queries.running_out(factories.budi().office_id, factories.TODAY)
        (letter,) = found.letters
        assert [mover.full_name for mover in letter.movers] == ["Joko Susilo"]
        assert (letter.day, letter.goes_home) == (factories.TODAY, True)
        assert (letter.destination, letter.number) == (people.PONTIANAK.region, "")

    def test_leaves_a_letter_alone_that_still_holds(self) -> None:
        _leave(99)
        assert queries.running_out(factories.budi().office_id, factories.TODAY).letters == ()

    def test_tells_another_office_nothing(self) -> None:
        _foreigner("Tan Wei Ming", 10)
        assert queries.running_out(factories.dewi().office_id, factories.TODAY).permits == ()

    def test_keeps_those_of_one_letter_together_and_of_two_apart(self) -> None:
        _leave(130, people.watis(), number="SKPWNI/2101/09072026/0001")
        _leave(130, people.saris(), number="SKPWNI/2101/09072026/0002")
        letters = queries.running_out(factories.budi().office_id, factories.TODAY).letters
        found = {letter.number: [mover.full_name for mover in letter.movers] for letter in letters}
        assert found == {
            "SKPWNI/2101/09072026/0001": ["Rina Rahayu", "Wati Rahayu"],
            "SKPWNI/2101/09072026/0002": ["Adi Salim", "Agus Salim", "Sari Wulandari"],
        }

    def test_never_shows_a_part_of_a_family(self, monkeypatch: pytest.MonkeyPatch) -> None:
        _leave(140, people.watis())
        _leave(130, people.saris())
        for most, shown in ((4, [2]), (5, [2]), (6, [2, 3]), (1, [1])):
            monkeypatch.setattr(ending, "MOST", most)
            letters = queries.running_out(factories.budi().office_id, factories.TODAY).letters
            assert [len(letter.movers) for letter in letters] == shown

    def test_tells_whom_the_kk_they_left_no_longer_takes_back(self) -> None:
        home = _member_leaves()
        office_id = factories.budi().office_id
        assert queries.running_out(office_id, factories.TODAY).letters[0].goes_home
        people.record(Death(date=factories.TODAY, resident_id=home.members[0]))
        (letter,) = queries.running_out(office_id, factories.TODAY).letters
        assert not letter.goes_home

    def test_asks_four_statements(self, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
        _leave(130, people.watis())
        _leave(130, people.saris())
        office_id = factories.budi().office_id
        with django_assert_num_queries(4):
            queries.running_out(office_id, factories.TODAY)


class TestThePage:
    def test_links_to_the_resident(self, budi: DeskBrowser) -> None:
        _foreigner("Tan Wei Ming", 10)
        shown = budi.get(PATH).text
        assert "Tan Wei Ming" in shown
        assert "Hubungi untuk perpanjangan SKTT" in shown

    def test_says_what_would_fill_it(self, budi: DeskBrowser) -> None:
        assert "Tidak ada izin tinggal yang segera habis." in budi.get(PATH).text

    def test_asks_as_many_statements_for_one_letter_as_for_several(self, budi: DeskBrowser) -> None:
        asked = []
        for home in (people.watis(), people.saris()):
            _leave(130, home)
            budi.get(PATH)
            with CaptureQueriesContext(connection) as statements:
                assert budi.get(PATH).status == 200
            asked.append(len(statements))
        assert asked[0] == asked[1]

    def test_says_who_left_where_to_and_from_which_kk(self, budi: DeskBrowser) -> None:
        home = _leave(120, people.watis(), number="SKPWNI/2101/19072026/0001")
        page = budi.get(PATH)
        for words in ("Wati Rahayu", "Rina Rahayu", "SKPWNI/2101/19072026/0001", "berangkat 19 Juli 2026"):
            assert words in page.text, words
        assert f"/penduduk/kk/{home.id}/" in page.body


class TestClosingALetter:
    @pytest.fixture
    def joko(self, db: None, monday: object) -> DeskBrowser:
        """An operator of Bintan whose steps enter data into SIAK."""
        return DeskBrowser(factories.officer("bintan.joko"))

    def sent(self, desk: DeskBrowser, movers: Sequence[uuid.UUID], end: str, **more: object) -> Page:
        given = {"key": uuid.uuid4(), "resident": [str(one) for one in movers], "end": end, **more}
        return desk.post(CLOSE, given)

    def test_brings_the_family_back_to_its_kk(self, joko: DeskBrowser) -> None:
        home = _leave(120, people.watis())
        answer = self.sent(joko, home.members, "kembali")
        assert answer.location == PATH
        page = joko.get(PATH)
        assert "Wati Rahayu, Rina Rahayu kembali pada KK asal" in page.text
        assert "Tidak ada SKPWNI yang habis tanpa dipakai." in page.text
        kk = queries.family(home.id, factories.TODAY)
        assert kk is not None
        assert [row.resident_id for row in kk.rows] == list(home.members)
        (event,) = models.LifeEvent.objects.filter(kind="skpwni-kedaluwarsa")
        assert event.person == joko.officer.person

    def test_notes_that_they_have_arrived(self, joko: DeskBrowser) -> None:
        home = _leave(120, people.watis())
        assert self.sent(joko, home.members, "sampai").location == PATH
        assert "sudah datang di tempat tujuan" in joko.get(PATH).text
        assert {_status(one) for one in home.members} == {ResidentStatus.MOVED}

    def test_twice_is_once(self, joko: DeskBrowser) -> None:
        home, key = _leave(120, people.watis()), uuid.uuid4()
        for _ in range(2):
            assert self.sent(joko, home.members, "kembali", key=key).location == PATH
        assert models.LifeEvent.objects.filter(kind="skpwni-kedaluwarsa").count() == 1
        other = self.sent(joko, home.members, "sampai", key=key)
        assert other.status == 409
        assert _status(home.members[0]) == ResidentStatus.ACTIVE

    def test_of_what_a_colleague_has_closed_says_so(self, joko: DeskBrowser) -> None:
        home = _leave(120, people.watis())
        self.sent(joko, home.members, "sampai")
        answer = self.sent(joko, home.members, "kembali")
        assert answer.status == 409
        assert "Wati Rahayu tidak sedang dalam perpindahan" in answer.text
        assert {_status(one) for one in home.members} == {ResidentStatus.MOVED}

    def test_before_its_end_is_refused(self, joko: DeskBrowser) -> None:
        home = _leave(99, people.watis())
        answer = self.sent(joko, home.members, "kembali")
        assert answer.status == 409
        assert "masih berlaku sampai sebelum 17-11-2026" in answer.text

    def test_without_a_choice_asks_for_it(self, joko: DeskBrowser) -> None:
        home, key = _leave(120, people.watis()), str(uuid.uuid4())
        answer = self.sent(joko, home.members, "", key=key)
        assert answer.status == 422
        assert "Pilih apa yang terjadi" in answer.text
        assert 'href="#f-end"' in answer.body
        assert f'value="{key}"' in answer.body
        assert "<details open>" in answer.body

    def test_asks_for_the_reason_of_a_warning_and_keeps_the_choice(self, joko: DeskBrowser) -> None:
        home = _head_leaves()
        answer = self.sent(joko, home.members[:1], "kembali")
        assert answer.status == 422
        assert "Alasan tetap mencatat" in answer.text
        assert 'value="kembali" checked' in answer.body
        (name,) = (field for field in forms_of(answer.body)[CLOSE] if field.startswith("accept-"))
        again = self.sent(joko, home.members[:1], "kembali", **{name: "Menunggu perdamaian keluarga."})
        assert again.location == PATH
        assert _status(home.members[0]) == ResidentStatus.ACTIVE

    def test_to_a_closed_kk_leads_to_the_application(self, joko: DeskBrowser, budi: DeskBrowser) -> None:
        home = _member_leaves()
        people.record(Death(date=factories.TODAY, resident_id=home.members[0]))
        page = joko.get(PATH)
        assert "sudah ditutup" in page.text
        assert "Terima permohonan batal pindah" in page.text
        assert "/permohonan/baru/?layanan=skpwni" in budi.get(PATH).body
        assert 'value="kembali"' not in page.body
        assert 'value="sampai"' in page.body
        forced = self.sent(joko, home.members[1:], "kembali")
        assert forced.status == 409
        assert "KK asal Rina Rahayu sudah ditutup." in forced.text

    def test_to_a_closed_kk_is_one_press_from_the_counter(self) -> None:
        """The head of the office keeps it and may sit at no counter; whoever does gets the link."""
        counter = replace(factories.budi(), powers=frozenset({"intake"}))
        desk = Desk(counter, factories.MONDAY)
        assert call_off_address(desk) == "/permohonan/baru/?layanan=skpwni"
        assert call_off_address(Desk(replace(counter, powers=frozenset()), factories.MONDAY)) == ""
        assert call_off_address(Desk(replace(factories.dewi(), powers=frozenset({"intake"})), factories.MONDAY)) == ""

    def test_is_for_whoever_works_with_siak_or_keeps_the_office(
        self, wati: DeskBrowser, hadi: DeskBrowser, joko: DeskBrowser
    ) -> None:
        home = _leave(120, people.watis())
        assert CLOSE not in forms_of(wati.get(PATH).body)
        assert "petugas yang bekerja dengan SIAK" in wati.get(PATH).text
        assert self.sent(wati, home.members, "kembali").status == 403
        for desk in (hadi, joko):
            assert CLOSE in forms_of(desk.get(PATH).body)
        assert _status(home.members[0]) == ResidentStatus.IN_TRANSIT

    @pytest.mark.parametrize("own", ["", "x", "0" * 5000, "01890000-0000-7000-8000-000000000000"])
    def test_of_nobody_shows_the_list_anew(self, joko: DeskBrowser, own: str) -> None:
        _leave(120, people.watis())
        answer = joko.post(CLOSE, {"resident": own, "end": "kembali"})
        assert answer.status == 409
        assert "Daftar ini sudah berubah." in answer.text
        assert "Wati Rahayu" in answer.text
        assert "<details open>" not in answer.body

    def test_of_another_office_is_answered_as_one_of_nobody(self, joko: DeskBrowser) -> None:
        mine = _leave(120, people.watis())
        other = people.alone("Tono Wijaya", 4, factories.dewi(), people.PONTIANAK)
        answer = self.sent(joko, (*mine.members, *other.members), "sampai")
        nobody = self.sent(joko, (uuid.uuid4(),), "sampai")
        assert (answer.status, answer.text) == (409, nobody.text)
        assert "Tono" not in answer.text
        assert _status(mine.members[0]) == ResidentStatus.IN_TRANSIT

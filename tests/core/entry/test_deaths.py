"""Deaths as a form asks for them, with the place of those who are left."""

from typing import Any

import pytest

from loket.core.entry import Filled, read
from loket.core.entry.kinds import KINDS
from loket.core.register import Slice
from loket.core.register.codes import MaritalStatus, ResidentStatus, Shdk
from loket.core.register.events import Death
from loket.core.register.placements import JoinKk, NewKk
from tests.core.entry.filling import FIRST, Ids, event, kk, known, nik, row, wrong
from tests.core.register.people import (
    ADI,
    AGUS,
    BUDI,
    BUDIS,
    HADI,
    HADIS,
    HOME,
    HOUSE,
    LIA,
    OMA,
    RINA,
    SARI,
    TODAY,
    WATI,
    WATIS,
    happen,
    neighbourhood,
    refused,
)

REPORT = {
    "reporter_name": "Budi Hartono",
    "reporter_nik": nik(BUDI),
    "date": "20-12-2026",
    "place": "Bintan",
    "letter": "474.3/12/2026",
}
STATEMENT = {"guardian_statement": "Pernyataan 1 Desember 2026"}


def died(who: int, part: Slice | None = None, **more: Any) -> Death:
    found = event("kematian", {"resident": nik(who), **REPORT, **more}, part)
    assert isinstance(found, Death)
    return found


def orphaned() -> Slice:
    """The children of Sari and Agus live with their father alone."""
    return happen(neighbourhood(), died(SARI), died(OMA))


class TestDeath:
    def test_of_a_member_asks_for_no_place(self) -> None:
        after = happen(neighbourhood(), died(OMA))
        assert after.residents[OMA].status is ResidentStatus.DEAD
        assert after.families[HOME].is_open

    def test_keeps_what_only_the_certificate_tells(self) -> None:
        p = died(OMA, time="04.05", cause="1", determined_by="2", witness1_name="Rina Kusuma").particulars
        assert p is not None
        assert (p.time, p.place, p.cause, p.determined_by, p.letter) == ("04:05", "Bintan", 1, 2, "474.3/12/2026")
        assert p.reporter is not None
        assert (p.reporter.name, [w.name for w in p.witnesses]) == ("Budi Hartono", ["Rina Kusuma"])

    def test_of_a_head_gives_the_others_another(self) -> None:
        rows = [row(SARI, Shdk.HEAD), row(ADI, Shdk.CHILD), row(LIA, Shdk.CHILD), row(OMA, Shdk.PARENT_IN_LAW)]
        after = happen(neighbourhood(), died(AGUS, members=[row(AGUS), *rows]))
        family = after.family_of(LIA)
        assert family is not None
        assert (family.id, family.head_id, family.follows, family.address) == (FIRST, SARI, HOME, HOUSE)
        assert after.residents[SARI].biodata.marital_status is MaritalStatus.CERAI_MATI

    def test_of_a_head_is_refused_while_someone_has_no_place(self) -> None:
        assert refused(neighbourhood(), died(AGUS)) == ("stayers-need-a-head",)

    def test_lets_some_go_elsewhere_even_when_the_head_lives(self) -> None:
        found = died(SARI, members=[row(OMA, Shdk.OTHER_KIN, kk=kk(HADIS)), row(ADI)])
        assert found.placements == (JoinKk(HADIS, {OMA: Shdk.OTHER_KIN}),)

    def test_leaves_minors_to_a_guardian_who_comes_to_them(self) -> None:
        rows = [row(ADI, Shdk.OTHER_KIN), row(LIA, Shdk.OTHER_KIN)]
        found = died(AGUS, orphaned(), members=rows, guardian=nik(RINA), **STATEMENT)
        assert found.placements == (NewKk(FIRST, RINA, {ADI: Shdk.OTHER_KIN, LIA: Shdk.OTHER_KIN}, HOUSE),)
        after = happen(orphaned(), found)
        assert after.families[FIRST].address == HOUSE
        assert after.families[WATIS].is_open
        assert found.particulars is not None
        assert found.particulars.guardian_statement == STATEMENT["guardian_statement"]

    def test_leaves_minors_to_relatives_who_take_them_in(self) -> None:
        rows = [row(ADI, Shdk.OTHER_KIN, kk=kk(WATIS)), row(LIA, Shdk.OTHER_KIN, kk=kk(WATIS))]
        after = happen(orphaned(), died(AGUS, orphaned(), members=rows, **STATEMENT))
        assert {m.resident_id for m in after.members_of(WATIS)} == {WATI, RINA, ADI, LIA}
        assert not after.families[HOME].is_open

    def test_may_part_minors_between_a_guardian_and_another_kk(self) -> None:
        rows = [row(ADI, Shdk.OTHER_KIN), row(LIA, Shdk.OTHER_KIN, kk=kk(HADIS))]
        found = died(AGUS, orphaned(), members=rows, guardian=nik(RINA), **STATEMENT)
        assert found.placements[1] == JoinKk(HADIS, {LIA: Shdk.OTHER_KIN})

    def test_of_minors_wants_the_guardians_statement(self) -> None:
        raw = {"resident": nik(AGUS), **REPORT, "members": [row(ADI, Shdk.HEAD), row(LIA, Shdk.OTHER)]}
        assert wrong("kematian", raw, orphaned()) == ("guardian-statement-missing", "guardian_statement")

    def test_of_who_is_in_no_kk_places_nobody(self) -> None:
        part = neighbourhood()
        alone = part.of(part.residents.values(), part.families.values(), part.memberships[:-2])
        assert died(HADI, alone).placements == ()

    def test_of_who_lives_alone_closes_the_kk(self) -> None:
        assert not happen(neighbourhood(), died(BUDI)).families[BUDIS].is_open

    @pytest.mark.parametrize(
        ("rows", "problem"),
        [
            ([row(SARI), row(SARI)], ("entry-person-twice", "members.1.who")),
            ([row(SARI), row(ADI, Shdk.CHILD)], ("entry-missing", "members.0.shdk")),
            ([row(SARI, Shdk.WIFE), row(ADI, Shdk.CHILD)], ("entry-one-head", "members")),
            ([{"who": "9901065203990077"}], ("entry-resident-unknown", "members.0.who")),
        ],
    )
    def test_is_wrong_at_the_row_that_says_too_little(
        self, rows: list[dict[str, str]], problem: tuple[str, str]
    ) -> None:
        assert wrong("kematian", {"resident": nik(AGUS), **REPORT, "members": rows}) == problem

    def test_is_of_someone_on_record(self) -> None:
        raw = {"resident": "9901065203990077", **REPORT}
        assert wrong("kematian", raw) == ("entry-resident-unknown", "resident")


class TestWhatIsOnlyPrinted:
    def test_does_not_hold_up_the_event_when_it_is_wrong(self) -> None:
        """The rest of the form is judged by the register all the same."""
        answers = read(KINDS["kematian"].form, {"resident": nik(BUDI), "date": "01-12-2026", "time": "subuh"})
        assert {"time", "reporter_name"} <= {p.field for p in answers.problems}
        form = Filled(answers.values.guarded(answers.problems), known(neighbourhood()), TODAY, Ids())
        (event,) = KINDS["kematian"].events(form)
        assert isinstance(event, Death)
        assert event.particulars is not None
        assert (event.resident_id, event.particulars.time, event.particulars.reporter) == (BUDI, "", None)

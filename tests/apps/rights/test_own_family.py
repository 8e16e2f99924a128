"""Nobody works on the file of the own family (T01, T02): what is refused, to whom, in which words, and what it costs."""

import uuid
from dataclasses import replace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from loket.casework import demo, models, queries, services
from loket.casework.records import Acted, TakenIn
from loket.casework.store.seen import forget_cases
from loket.core.engine import Claim, Complete, Note, Release
from loket.core.terms import Nik
from loket.documents.services import PrintJob, print_paper, request_for
from loket.entries import queries as entries
from loket.entries.parties import named_in
from loket.entries.records import Filling
from loket.offices import queries as offices
from loket.offices import services as organisation
from loket.offices.records import Officer
from loket.offices.refusals import NikTaken, OwnNik
from loket.register import queries as register
from loket.register.finding.decisions import decide_duplicate
from loket.register.kinship import as_party
from loket.register.refusals import OwnFamily, OwnFamilyOfColleague
from tests.apps import factories
from tests.apps.api.programs import program
from tests.apps.entries import births
from tests.apps.factories import MONDAY
from tests.apps.register import people
from tests.apps.register.people import Home
from tests.apps.signing import cases
from tests.apps.web.desk import DeskBrowser

pytestmark = pytest.mark.django_db
PEOPLE = "/kantor/jabatan/"


def niks(home: Home) -> list[str]:
    """The NIKs of a family, head first."""
    kk = register.family(home.id, factories.TODAY)
    assert kk is not None
    return [row.nik.digits if row.nik else "" for row in kk.rows]


def living_in(home: Home, username: str, place: int = 0) -> Officer:
    """An officer who is this member of the family, as the head of the office has recorded it."""
    nik = Nik(niks(home)[place])
    officer = factories.officer(username)
    by = factories.officer("bintan.admin")
    organisation.record_nik("bintan", person=officer.person, nik=nik, decision=factories.decision("KTP-el", by))
    return factories.officer(username)


def by_sari(home: Home, step: str = "verifikasi-kasi") -> TakenIn | Acted:
    """Sari's application, at a step."""
    taken = factories.take_in(applicant=replace(factories.SARI, nik=niks(home)[1]))
    return demo.advance(taken, "bintan", to=step, at=MONDAY)


def refused(case: TakenIn | Acted, officer: Officer) -> bool:
    """Whether the officer may not claim it because it is of the own family."""
    try:
        factories.act(case, Claim(), officer)
    except OwnFamily:
        return True
    return False


def cost_of_a_step(case: TakenIn | Acted, officer: Officer) -> int:
    """How many statements a second step takes of a case that this process has not seen, by an officer whom it has."""
    held = factories.act(case, Claim(), officer)
    free = factories.act(held, Release(), officer)
    forget_cases()
    with CaptureQueriesContext(connection) as seen:
        services.act(free.resi, Claim(), officer=officer, version=free.version, key=uuid.uuid4())
    return len(seen)


class TestAStepOfTheOwnFamily:
    def test_t01_is_not_worked_on_by_who_lives_in_the_applicants_kk(self) -> None:
        home = people.saris()
        case = by_sari(home)
        with pytest.raises(OwnFamily) as caught:
            factories.act(case, Claim(), living_in(home, "bintan.wati"))
        assert "orang dalam KK Anda" in caught.value.explanation
        assert "rekan" in caught.value.hint

    def test_t01_is_not_worked_on_by_the_applicant(self) -> None:
        home = people.saris()
        assert refused(by_sari(home), living_in(home, "bintan.wati", place=1))

    def test_is_refused_to_an_applicant_of_whom_the_register_knows_nothing(self) -> None:
        officer = factories.wati()
        by = factories.officer("bintan.admin")
        nik = Nik(factories.SARI.nik)
        organisation.record_nik("bintan", person=officer.person, nik=nik, decision=factories.decision("KTP-el", by))
        assert refused(factories.case_at("verifikasi-kasi"), factories.wati())

    def test_is_free_to_others(self) -> None:
        home = people.saris()
        case = by_sari(home)
        assert not refused(case, living_in(people.watis(), "bintan.wati"))

    def test_is_free_where_nobody_recorded_a_nik(self) -> None:
        assert not refused(by_sari(people.saris()), factories.wati())

    def test_is_let_go_of_and_noted_all_the_same(self) -> None:
        home = people.saris()
        held = factories.act(by_sari(home), Claim(), factories.wati())
        officer = living_in(home, "bintan.wati")
        offered = {offer.command for offer in factories.view(held, officer).offers}
        assert offered == {"release", "note"}
        noted = factories.act(held, Note("Adik saya sendiri"), officer)
        free = factories.act(noted, Release(), officer)
        assert factories.view(free, officer).state.holder is None

    def test_is_not_given_to_a_relative(self) -> None:
        home = people.saris()
        case = by_sari(home, births.FILL)
        maya = living_in(home, "bintan.maya")
        with pytest.raises(OwnFamilyOfColleague):
            services.reassign(
                case.resi,
                to_person=maya.person,
                reason="uji",
                officer=factories.wati(),
                version=case.version,
                key=uuid.uuid4(),
            )

    def test_is_not_taken_in_by_a_relative(self) -> None:
        home = people.saris()
        officer = living_in(home, "bintan.budi")
        with pytest.raises(OwnFamily):
            factories.take_in(by=officer, applicant=replace(factories.SARI, nik=niks(home)[1]))

    def test_costs_no_statement_while_the_family_is_remembered(self) -> None:
        without = cost_of_a_step(by_sari(people.saris()), factories.wati())
        officer = living_in(people.alone(), "bintan.wati")
        assert cost_of_a_step(by_sari(people.watis()), officer) == without


class TestWhomAFormNames:
    def test_t01_counts_as_the_applicant_does(self) -> None:
        home = people.alone("Joko Satu", number=31)
        case = demo.advance(cases.waiting_kk(1, home), "bintan", to="verifikasi-kasi", at=MONDAY)
        assert refused(case, living_in(home, "bintan.wati"))
        kept = models.Case.objects.get(resi=case.resi).parties
        assert kept == as_party(home.kk_number.digits)

    def test_is_looked_at_before_the_form_is_kept(self) -> None:
        home = people.alone("Joko Satu", number=31)
        case = cases.waiting_kk(2)
        operator = living_in(home, "bintan.joko")
        with pytest.raises(OwnFamily):
            births.save(case, Filling("kk-rusak", {"family": home.kk_number.digits}), revision=1, by=operator)

    def test_is_looked_at_once_more_when_the_form_is_sent_on(self) -> None:
        home = people.alone("Joko Satu", number=31)
        case = cases.waiting_kk(1, home)
        officer, command, version = demo.next_act(case.resi, "bintan", MONDAY)
        username = next(p.username for p in offices.persons("bintan") if p.person == officer.person)
        officer = living_in(home, username)
        with pytest.raises(OwnFamily):
            services.act(case.resi, command, officer=officer, version=version, key=uuid.uuid4(), at=MONDAY)
        assert queries.standing(case.resi).state.version == version
        assert models.Case.objects.get(resi=case.resi).parties is None

    def test_is_read_in_every_field_however_it_is_typed(self) -> None:
        family = str(uuid.uuid4())
        values = {
            "a": "9901 0141 0190 0001",
            "rows": [{"who": "9901.0141.0190.0002", "what": "pindah"}],
            "f": family.upper(),
            "n": "12345",
        }
        assert named_in(values) == {"9901014101900001", "9901014101900002", family}


class TestSigning:
    @pytest.fixture(autouse=True)
    def own_keys(self, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
        home = tmp_path_factory.mktemp("kunci")
        settings.SIGNING_ROOT = home / "kunci"
        settings.MEDIA_ROOT = home / "berkas"

    def test_t02_in_bulk_leaves_the_own_family_out(self) -> None:
        home = people.saris()
        own, other = by_sari(home, cases.BEFORE), factories.case_at(cases.BEFORE)
        hadi = living_in(home, "bintan.hadi")
        items = [(own.resi, own.version), (other.resi, other.version)]
        sign = demo.forward_outcome(factories.procedure().by_id[cases.BEFORE])
        done = services.act_many(items, lambda _resi: Complete(sign), officer=hadi, key=uuid.uuid4())
        assert [(one.ok, one.problem_id) for one in done] == [(False, "own-family"), (True, "")]

    def test_t02_of_a_paper_is_refused_when_the_kinship_is_known_only_after_the_step(self) -> None:
        home = people.alone("Joko Satu", number=31)
        cases.certified()
        resi = cases.damaged_kk(1, home)
        living_in(home, "bintan.hadi")
        (item,) = cases.sign(resi)
        assert item.problem_id == "own-family"

    def test_t02_a_paper_is_not_printed_by_who_stands_in_it(self) -> None:
        home = people.alone("Joko Satu", number=31)
        resi = cases.damaged_kk(1, home)
        (product,) = entries.products_of(resi)
        officer = living_in(home, "bintan.joko")
        with pytest.raises(OwnFamily):
            print_paper(
                request_for(product, "bintan"), PrintJob(resi=resi), officer=officer, key=uuid.uuid4(), at=MONDAY
            )

    def test_two_residents_are_not_compared_by_one_of_them(self) -> None:
        home, other = people.alone("Joko Satu", number=31), people.alone("Joko Satu", number=32)
        officer = living_in(home, "bintan.joko")
        with pytest.raises(OwnFamily):
            decide_duplicate(home.members[0], other.members[0], "different", officer=officer, reason="uji", at=MONDAY)


class TestOnTheDesk:
    def test_is_told_on_the_page_and_refused_when_sent(self) -> None:
        home = people.saris()
        case = by_sari(home)
        with time_machine.travel(MONDAY, tick=False):
            desk = DeskBrowser(living_in(home, "bintan.wati"))
            page = desk.get(f"/permohonan/{case.resi}/")
            assert "orang dalam KK Anda, jadi tidak boleh Anda kerjakan" in page.text
            form = {"version": case.version, "key": uuid.uuid4(), "outcome": "valid"}
            assert desk.post(f"/permohonan/{case.resi}/langkah/", form).status in {403, 409}
        assert queries.standing(case.resi).state.version == case.version

    def test_is_403_for_a_program(self) -> None:
        home = people.saris()
        case = by_sari(home)
        with time_machine.travel(MONDAY, tick=False):
            api = program(living_in(home, "bintan.wati"))
            answer = api.post(f"/cases/{case.resi}/acts", {"version": case.version, "command": {"kind": "claim"}})
        assert (answer.status, answer.problem) == (403, "own-family")


class TestTheNikOfAnOfficer:
    def test_is_recorded_by_another_and_shown_masked(self) -> None:
        nik = Nik("9901014101900001")
        with time_machine.travel(MONDAY, tick=False):
            desk = DeskBrowser(factories.hadi())
            form = {"form": "nik", "nik-person": factories.wati().person, "nik-number": nik.digits, "nik-why": "KTP-el"}
            assert desk.post(PEOPLE, form).status == 302
            page = desk.get(PEOPLE).body
        assert nik.masked in page
        assert nik.digits not in page
        assert factories.wati().nik == nik.digits
        assert nik.digits not in "".join(one.what for one in offices.audit_notes("bintan"))

    def test_is_taken_away_when_it_was_wrong(self) -> None:
        wati = living_in(people.saris(), "bintan.wati")
        with time_machine.travel(MONDAY, tick=False):
            form = {"form": "nik", "nik-person": wati.person, "nik-number": "", "nik-why": "keliru"}
            DeskBrowser(factories.hadi()).post(PEOPLE, form)
        assert factories.wati().nik == ""

    def test_that_is_none_is_told_beside_the_field(self) -> None:
        with time_machine.travel(MONDAY, tick=False):
            form = {"form": "nik", "nik-person": factories.wati().person, "nik-number": "123", "nik-why": "KTP-el"}
            answer = DeskBrowser(factories.hadi()).post(PEOPLE, form)
        assert answer.status == 422
        assert "NIK harus 16 angka" in answer.text

    def test_t27_is_not_ones_own_to_record(self) -> None:
        hadi = factories.hadi()
        with pytest.raises(OwnNik):
            organisation.record_nik("bintan", person=hadi.person, nik=None, decision=factories.decision("uji", hadi))

    def test_belongs_to_one_officer(self) -> None:
        home = people.saris()
        living_in(home, "bintan.wati")
        with pytest.raises(NikTaken) as caught:
            living_in(home, "bintan.maya")
        assert niks(home)[0] not in caught.value.explanation

    def test_is_not_written_out_with_the_officer(self) -> None:
        wati = living_in(people.saris(), "bintan.wati")
        assert wati.nik
        assert wati.nik not in repr(wati)

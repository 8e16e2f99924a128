"""Positions and accounts take two persons (T27): what one proposes, another confirms; nobody gives themselves anything."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Refusal
from loket.offices import models, queries, services
from loket.offices.memory import forget_all
from loket.offices.records import Officer, ProposalRecord
from loket.offices.refusals import (
    NameTaken,
    NotOfThisOffice,
    OwnGrant,
    OwnProposal,
    ProposalDecided,
    ProposerGone,
    SeatTaken,
    WrongPeriod,
)
from loket.offices.services import Newcomer, Seating
from loket.offices.terms import AppointmentKind, ProposalOutcome
from tests.apps import factories
from tests.apps.factories import TODAY, away, budi, decision, dewi, hadi, officer, wati

TOMORROW = TODAY + datetime.timedelta(days=1)
SITI = Newcomer("bintan.siti", "Siti Aminah")


def admin() -> Officer:
    return officer("bintan.admin")


def seating(
    position: str = "kabid-dafduk", kind: AppointmentKind = AppointmentKind.PLH, until: datetime.date | None = TOMORROW
) -> Seating:
    return Seating(position, kind, "SPT 9/2026", TODAY, until)


def proposed(by: Officer | None = None, person: Officer | None = None, seat: Seating | None = None) -> int:
    return services.propose_appointment(
        "bintan",
        person=(person or wati()).person,
        seating=seat or seating(),
        decision=decision("Kabid cuti", by=by or admin()),
    )


def newcomer(by: Officer | None = None, position: str = "petugas-pelayanan") -> int:
    seat = seating(position, AppointmentKind.DEFINITIF, None)
    return services.propose_officer(
        "bintan", newcomer=SITI, seating=seat, decision=decision("Penempatan", by=by or admin())
    )


def confirm(proposal: int, by: Officer | None = None) -> services.Confirmed:
    return services.confirm_proposal(
        "bintan", proposal=proposal, password_hash="!x", decision=decision("orang kedua", by=by or hadi())
    )


def waiting() -> list[ProposalRecord]:
    return list(queries.open_proposals("bintan"))


def positions(who: Callable[[], Officer]) -> set[str]:
    forget_all()
    return {seat.position for seat in who().seats}


@pytest.mark.django_db
class TestAProposal:
    def test_t27_gives_nothing_before_it_is_confirmed(self) -> None:
        away(officer("bintan.surya"))
        before = len(queries.appointments("bintan"))
        proposed()
        newcomer()
        assert positions(wati) == {"kasi-identitas"}
        assert not User.objects.filter(username="bintan.siti").exists()
        assert len(queries.appointments("bintan")) == before

    def test_holds_once_another_has_confirmed_it(self) -> None:
        away(officer("bintan.surya"))
        done = confirm(proposed())
        assert (done.full_name, done.username) == (wati().full_name, "")
        assert positions(wati) == {"kasi-identitas", "kabid-dafduk"}
        assert waiting() == []

    def test_of_an_account_makes_it_with_a_password_to_be_changed(self) -> None:
        done = confirm(newcomer())
        assert done.username == "bintan.siti"
        assert officer("bintan.siti").must_change_password
        assert positions(lambda: officer("bintan.siti")) == {"petugas-pelayanan"}

    def test_is_in_the_notes_with_both_persons(self) -> None:
        proposal = proposed()
        assert queries.audit_notes("bintan")[0].what.startswith("Diusulkan: Wati Rahmawati")
        confirm(proposal)
        notes = [note for note in queries.audit_notes("bintan") if note.what.startswith("Dipastikan: ")]
        assert [note.who for note in notes] == [hadi().full_name]
        assert f"diusulkan {admin().full_name}" in notes[0].what

    @pytest.mark.parametrize(
        ("seat", "refusal"),
        [
            (seating(until=TODAY), WrongPeriod),
            (seating(kind=AppointmentKind.DEFINITIF, until=None), SeatTaken),
            (seating("pengolah-data"), NotOfThisOffice),
        ],
    )
    def test_of_what_cannot_be_is_refused_at_once(self, seat: Seating, refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            proposed(seat=seat)
        assert waiting() == []

    def test_of_a_name_that_is_taken_is_refused_at_once(self) -> None:
        with pytest.raises(NameTaken):
            services.propose_officer(
                "bintan",
                newcomer=Newcomer("bintan.wati", "Wati Lain"),
                seating=seating("petugas-pelayanan", AppointmentKind.DEFINITIF, None),
                decision=decision(by=admin()),
            )

    def test_is_judged_once_more_when_it_is_confirmed(self) -> None:
        proposal = newcomer()
        services.add_person(
            "bintan", username="bintan.siti", full_name="Siti Lain", nip="", password_hash="!", decision=decision()
        )
        with pytest.raises(NameTaken):
            confirm(proposal)
        assert [one.id for one in waiting()] == [proposal]

    def test_falls_with_its_proposer(self) -> None:
        proposal = proposed()
        User.objects.filter(person__pk=admin().person).update(is_active=False)
        forget_all()
        with pytest.raises(ProposerGone):
            confirm(proposal)

    def test_is_decided_once(self) -> None:
        proposal = proposed()
        confirm(proposal)
        for decide in (
            confirm,
            lambda number: services.decline_proposal("bintan", proposal=number, decision=decision(by=hadi())),
        ):
            with pytest.raises(ProposalDecided):
                decide(proposal)


@pytest.mark.django_db
class TestWhoConfirms:
    def test_t27_is_not_who_proposed_it(self) -> None:
        for by in (admin(), hadi()):
            with pytest.raises(OwnProposal):
                confirm(proposed(by=by), by=by)

    def test_t27_is_not_who_gets_it(self) -> None:
        proposal = proposed(by=admin(), person=hadi(), seat=seating("kabid-dafduk"))
        with pytest.raises(OwnGrant):
            confirm(proposal, by=hadi())

    def test_is_the_head_or_the_administrator(self) -> None:
        assert confirm(proposed(by=admin()), by=hadi()).full_name == wati().full_name
        assert confirm(newcomer(by=hadi()), by=admin()).username == "bintan.siti"

    def test_t27_is_for_a_plh_also_who_supervises(self) -> None:
        head = officer("bintan.surya")
        assert confirm(proposed(by=admin(), seat=seating("kadis")), by=head).person == wati().person

    @pytest.mark.parametrize("kind", [AppointmentKind.PJ, AppointmentKind.DEFINITIF])
    def test_t27_is_not_who_supervises_for_anything_else(self, kind: AppointmentKind) -> None:
        proposal = proposed(person=budi(), seat=seating("petugas-pelayanan", kind))
        with pytest.raises(NotAllowed):
            confirm(proposal, by=officer("bintan.surya"))

    def test_is_no_clerk_and_nobody_who_is_away(self) -> None:
        proposal = proposed(person=officer("bintan.joko"), seat=seating("petugas-pelayanan"))
        for by in (budi(), officer("bintan.tuti"), away(hadi())):
            with pytest.raises(NotAllowed):
                confirm(proposal, by=by)

    def test_is_nobody_of_another_office(self) -> None:
        proposal = proposed()
        for by in (dewi(), officer("pontianak.admin")):
            with pytest.raises(NotOfThisOffice):
                confirm(proposal, by=by)
            with pytest.raises((NotAllowed, ProposalDecided)):
                services.confirm_proposal("pontianak", proposal=proposal, password_hash="!", decision=decision(by=by))

    def test_is_told_in_names(self) -> None:
        proposed()
        (one,) = waiting()
        names = {found.full_name for found in queries.confirmers_of("bintan", one, TODAY)}
        assert hadi().full_name in names
        assert not names & {admin().full_name, wati().full_name, budi().full_name}

    def test_may_be_the_server_and_is_noted_as_that(self) -> None:
        services.confirm_proposal("bintan", proposal=proposed(), password_hash="!", decision=decision("darurat"))
        told = [note for note in queries.audit_notes("bintan") if "dari perintah di komputer server" in note.what]
        assert [(note.who, note.why) for note in told] == [("", "darurat")]


@pytest.mark.django_db
class TestTurningDown:
    def test_by_the_proposer_is_taking_back(self) -> None:
        services.decline_proposal("bintan", proposal=proposed(), decision=decision(by=admin()))
        assert models.Proposal.objects.get().outcome == ProposalOutcome.WITHDRAWN

    def test_by_a_second_person_leaves_nothing(self) -> None:
        services.decline_proposal("bintan", proposal=newcomer(), decision=decision(by=hadi()))
        assert models.Proposal.objects.get().outcome == ProposalOutcome.DECLINED
        assert not User.objects.filter(username="bintan.siti").exists()

    def test_is_nobody_elses(self) -> None:
        with pytest.raises(NotAllowed):
            services.decline_proposal("bintan", proposal=newcomer(), decision=decision(by=officer("bintan.surya")))


@pytest.mark.django_db
class TestOneAlone:
    @pytest.mark.parametrize("by", ["bintan.admin", "bintan.hadi"])
    def test_t27_appoints_nobody_and_makes_no_account(self, by: str) -> None:
        decided = decision("sendiri", by=officer(by))
        with pytest.raises(NotAllowed):
            services.appoint(
                "bintan",
                person=officer(by).person,
                position="kadis",
                kind=AppointmentKind.PLH,
                decree="SK",
                valid_from=TODAY,
                decision=decided,
            )
        with pytest.raises(NotAllowed):
            services.add_person(
                "bintan", username="bintan.hantu", full_name="Hantu", nip="", password_hash="!", decision=decided
            )

    def test_t27_proposes_as_nobody_in_a_founding(self) -> None:
        with pytest.raises(NotAllowed):
            services.propose_appointment(
                "bintan", person=wati().person, seating=seating(), decision=decision("pendirian")
            )

    @pytest.mark.parametrize("by", ["bintan.admin", "bintan.hadi"])
    def test_t27_changes_no_position_and_what_it_may_do(self, by: str) -> None:
        reading = factories.sop().office("bintan")
        assert reading is not None
        assert reading.office is not None
        with pytest.raises(NotAllowed):
            services.install_office(reading.office, decision("kuasa baru", by=officer(by)))

    @pytest.mark.parametrize("second", ["proposer", "grantee"])
    def test_t27_is_refused_by_the_database_as_well(self, second: str) -> None:
        proposal = proposed(by=admin(), person=hadi(), seat=seating("kabid-dafduk"))
        by = admin() if second == "proposer" else hadi()
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Proposal.objects.filter(pk=proposal).update(outcome="confirmed", decided_by=by.person)

    def test_founds_an_office_from_the_command_line_and_is_noted(self) -> None:
        notes = queries.audit_notes("bintan", 400)
        founded = [note for note in notes if note.what.startswith("Petugas ")]
        assert founded
        assert {note.who for note in founded} == {""}

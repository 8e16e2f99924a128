"""Who fills which seat on which day."""

import datetime

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from loket.core.engine.refusals import NotAllowed
from loket.offices import queries, services
from loket.offices.memory import forget_all
from loket.offices.records import Officer
from loket.offices.refusals import (
    AlreadyEnds,
    NameTaken,
    NotOfThisOffice,
    NotVacant,
    SeatTaken,
    WhyMissing,
    WrongPeriod,
)
from loket.offices.services import Decision
from loket.offices.terms import AppointmentKind
from tests.apps import factories
from tests.apps.factories import MONDAY, TODAY, decision, dewi, officer, wati

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + datetime.timedelta(days=1)
NEXT_WEEK = TODAY + datetime.timedelta(days=7)


def _appoint(
    username: str,
    position: str,
    kind: AppointmentKind,
    *,
    since: datetime.date = TODAY,
    until: datetime.date | None = None,
) -> int:
    return services.appoint(
        "bintan",
        person=officer(username).person,
        position=position,
        kind=kind,
        decree="SK 800/77/2026",
        valid_from=since,
        valid_until=until,
        decision=decision(),
    )


def _vacate(username: str) -> None:
    decided = decision("pensiun")
    services.deactivate_person("bintan", person=officer(username).person, on=TODAY, decision=decided)


def _titles(username: str, on: datetime.date = TODAY) -> list[str]:
    return [seat.printed_title for seat in officer(username, on).seats]


def _holders(on: datetime.date = TODAY) -> tuple[Officer, ...]:
    return queries.holders_of("bintan", "kasi-identitas", on)


def _names(on: datetime.date = TODAY) -> list[str]:
    return [holder.full_name for holder in _holders(on)]


class TestAnOfficer:
    def test_is_found_by_the_sign_in(self) -> None:
        user = User.objects.get(username="bintan.wati")
        assert queries.officer_of(user.pk, TODAY) == wati()

    def test_is_nobody_for_an_account_without_a_person(self) -> None:
        user = User.objects.create(username="tamu")
        assert queries.officer_of(user.pk, TODAY) is None

    def test_fills_the_lanes_of_a_procedure(self) -> None:
        actor = wati().actor(factories.procedure())
        assert (actor.lanes, actor.definitive) == (frozenset({"kasi"}), frozenset({"kasi"}))
        assert "supervise" in actor.powers

    def test_does_not_fill_a_lane_definitively_as_plh(self) -> None:
        factories.away(wati())
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLH)
        actor = officer("bintan.agus").actor(factories.procedure())
        assert (actor.lanes, actor.definitive) == (frozenset({"kasi"}), frozenset())

    def test_is_remembered(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        user = User.objects.get(username="bintan.wati")
        queries.officer_of(user.pk, TODAY)
        with django_assert_num_queries(0):
            queries.officer_of(user.pk, TODAY)


class TestAnAppointment:
    def test_holds_from_its_first_day_up_to_its_end(self) -> None:
        _vacate("bintan.wati")
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLT, since=TOMORROW, until=NEXT_WEEK)
        own = ["Operator Pencetakan KTP-el"]
        assert _titles("bintan.agus") == own
        assert _titles("bintan.agus", TOMORROW) == [*own, "Plt. Kepala Seksi Identitas Penduduk"]
        assert _titles("bintan.agus", NEXT_WEEK) == own

    @pytest.mark.parametrize(
        ("kind", "title"),
        [
            (AppointmentKind.PLT, "Plt. Kepala Dinas"),
            (AppointmentKind.PLH, "Plh. Kepala Dinas"),
            (AppointmentKind.PJ, "Pj. Kepala Dinas"),
        ],
    )
    def test_prints_in_what_capacity(self, kind: AppointmentKind, title: str) -> None:
        _vacate("bintan.hadi")
        _appoint("bintan.agus", "kadis", kind)
        assert title in _titles("bintan.agus")

    def test_comes_first_in_own_right(self) -> None:
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PJ)
        holders = queries.holders_of("bintan", "kasi-identitas", TODAY)
        assert [holder.full_name for holder in holders] == ["Wati Rahmawati, S.Sos.", "Agus Salim"]

    def test_of_a_head_is_held_in_own_right_by_one(self) -> None:
        with pytest.raises(SeatTaken) as caught:
            _appoint("bintan.agus", "kasi-identitas", AppointmentKind.DEFINITIF)
        assert "Wati Rahmawati" in caught.value.explanation

    def test_can_be_ended_and_followed(self) -> None:
        own = next(a for a in queries.appointments("bintan", "kasi-identitas") if a.kind is AppointmentKind.DEFINITIF)
        services.end_appointment("bintan", appointment=own.id, valid_until=TOMORROW, decision=decision())
        assert [seat.position for seat in officer("bintan.wati", TOMORROW).seats] == []
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.DEFINITIF, since=TOMORROW)
        assert "Kepala Seksi Identitas Penduduk" in _titles("bintan.agus", TOMORROW)

    def test_once_ended_is_not_made_longer(self) -> None:
        own = next(a for a in queries.appointments("bintan", "kasi-identitas") if a.kind is AppointmentKind.DEFINITIF)
        services.end_appointment("bintan", appointment=own.id, valid_until=TOMORROW, decision=decision())
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.DEFINITIF, since=TOMORROW)
        with pytest.raises(AlreadyEnds):
            services.end_appointment("bintan", appointment=own.id, valid_until=NEXT_WEEK, decision=decision())
        assert _titles("bintan.wati", TOMORROW) == []
        services.end_appointment("bintan", appointment=own.id, valid_until=TODAY, decision=decision())
        assert _titles("bintan.wati") == []

    def test_says_who_could_sign_on_a_day_gone_by(self) -> None:
        factories.away(factories.hadi(), until=NEXT_WEEK + datetime.timedelta(days=1))
        _appoint("bintan.agus", "kadis", AppointmentKind.PLH, until=TOMORROW)
        forget_all()
        later = {holder.full_name for holder in queries.holders_of("bintan", "kadis", NEXT_WEEK)}
        then = {holder.full_name for holder in queries.holders_of("bintan", "kadis", TODAY)}
        assert then - later == {"Agus Salim"}

    @pytest.mark.parametrize("until", [TODAY, TODAY - datetime.timedelta(days=1)])
    def test_that_ends_before_it_begins_is_refused(self, until: datetime.date) -> None:
        with pytest.raises(WrongPeriod):
            _appoint("bintan.agus", "kadis", AppointmentKind.PLH, until=until)

    def test_of_a_person_or_position_elsewhere_is_refused(self) -> None:
        for person, position in ((dewi().person, "kadis"), (wati().person, "pengolah-data")):
            with pytest.raises(NotOfThisOffice):
                services.appoint(
                    "bintan",
                    person=person,
                    position=position,
                    kind=AppointmentKind.PLH,
                    decree="SK",
                    valid_from=TODAY,
                    decision=decision(),
                )


class TestAnAbsence:
    def _leave(self) -> None:
        services.record_absence(
            "bintan",
            person=wati().person,
            valid_from=TODAY,
            valid_until=TOMORROW,
            reason="cuti",
            decision=decision(),
        )

    def test_empties_the_seats_until_the_first_day_back(self) -> None:
        self._leave()
        assert (wati().seats, wati().powers, wati().absent) == ((), frozenset(), "cuti")
        assert officer("bintan.wati", TOMORROW).seats

    def test_leaves_the_position_to_the_plh(self) -> None:
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLH, until=TOMORROW)
        self._leave()
        names = {holder.full_name for holder in queries.holders_of("bintan", "kasi-identitas", TODAY)}
        assert "Agus Salim" in names
        assert "Wati Rahmawati, S.Sos." not in names

    def test_names_the_holder_whom_a_plh_stands_in_for(self) -> None:
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLH, until=TOMORROW)
        self._leave()
        seat = next(seat for seat in officer("bintan.agus").seats if seat.position == "kasi-identitas")
        assert seat.substitutes == "Wati Rahmawati, S.Sos."


class TestAPlh:
    """Basis: UU 30/2014, ps. 14."""

    HEAD = "Kepala Seksi Identitas Penduduk"

    def test_fills_the_seat_only_on_the_days_its_holder_is_away(self) -> None:
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLH)
        factories.away(wati(), until=TOMORROW)
        assert f"Plh. {self.HEAD}" in _titles("bintan.agus")
        assert f"Plh. {self.HEAD}" not in _titles("bintan.agus", TOMORROW)
        assert _names(TOMORROW) == ["Wati Rahmawati, S.Sos."]

    def test_has_no_power_of_the_seat_while_its_holder_is_at_work(self) -> None:
        _appoint("bintan.agus", "kadis", AppointmentKind.PLH)
        agus = officer("bintan.agus")
        assert agus.powers == frozenset()
        assert agus.actor(factories.procedure()).lanes == frozenset()

    def test_fills_a_seat_that_nobody_holds(self) -> None:
        _vacate("bintan.wati")
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLH)
        assert _names() == ["Agus Salim", "Anton Wijaya, S.E."]
        assert {seat.substitutes for holder in _holders() for seat in holder.seats} == {None}

    def test_stands_in_for_one_of_several_who_is_away(self) -> None:
        _appoint("bintan.agus", "petugas-pelayanan", AppointmentKind.PLH)
        assert "Plh. Petugas Pelayanan" not in _titles("bintan.agus")
        factories.away(officer("bintan.maya"))
        (seat,) = (seat for seat in officer("bintan.agus").seats if seat.position == "petugas-pelayanan")
        assert seat.substitutes == "Maya Anggraini"

    def test_who_is_away_too_fills_nothing(self) -> None:
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLH)
        factories.away(wati())
        factories.away(officer("bintan.agus"))
        assert _names() == ["Anton Wijaya, S.E."]


class TestAPlt:
    """Basis: UU 30/2014, ps. 14."""

    @pytest.mark.parametrize(("since", "until"), [(TODAY, None), (TODAY, TOMORROW), (NEXT_WEEK, None)])
    def test_is_refused_while_someone_holds_the_position(
        self, since: datetime.date, until: datetime.date | None
    ) -> None:
        with pytest.raises(NotVacant) as caught:
            _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLT, since=since, until=until)
        assert "Wati Rahmawati" in caught.value.explanation

    def test_may_follow_a_holder(self) -> None:
        own = next(a for a in queries.appointments("bintan", "kasi-identitas") if a.kind is AppointmentKind.DEFINITIF)
        services.end_appointment("bintan", appointment=own.id, valid_until=NEXT_WEEK, decision=decision())
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLT, since=NEXT_WEEK)
        assert "Plt. Kepala Seksi Identitas Penduduk" in _titles("bintan.agus", NEXT_WEEK)

    def test_ends_in_effect_when_a_holder_comes(self) -> None:
        _vacate("bintan.wati")
        _appoint("bintan.agus", "kasi-identitas", AppointmentKind.PLT)
        _appoint("bintan.lina", "kasi-identitas", AppointmentKind.DEFINITIF, since=TOMORROW)
        assert "Agus Salim" in _names()
        assert _names(TOMORROW) == ["Lina Kartika"]
        factories.away(officer("bintan.lina"), until=NEXT_WEEK)
        assert "Agus Salim" not in _names(TOMORROW)


class TestALeaver:
    def test_fills_nothing_and_cannot_sign_in(self) -> None:
        person = wati().person
        services.deactivate_person("bintan", person=person, on=TODAY, decision=decision("pensiun"))
        assert queries.officer_by_id(person, TODAY) is None
        assert not User.objects.get(username="bintan.wati").is_active
        assert person not in {holder.person for holder in queries.holders_of("bintan", "kasi-identitas", TODAY)}

    def test_is_of_this_office(self) -> None:
        with pytest.raises(NotOfThisOffice):
            services.deactivate_person("bintan", person=dewi().person, on=TODAY, decision=decision())

    def test_leaves_history_that_still_names_the_person(self) -> None:
        services.deactivate_person("bintan", person=wati().person, on=TODAY, decision=decision("pensiun"))
        held = [a for a in queries.appointments("bintan", "kasi-identitas") if a.full_name.startswith("Wati")]
        assert [a.valid_until for a in held] == [TODAY]


class TestAChange:
    def test_is_noted_with_who_when_and_why(self) -> None:
        head: Officer = factories.hadi()
        services.deactivate_person("bintan", person=wati().person, on=TODAY, decision=decision("pensiun", by=head))
        note = queries.audit_notes("bintan")[0]
        assert (note.who, note.why, note.at) == (head.full_name, "pensiun", factories.MONDAY)
        assert "Wati Rahmawati" in note.what

    def test_without_a_reason_is_refused_whole(self) -> None:
        with pytest.raises(WhyMissing):
            services.deactivate_person("bintan", person=wati().person, on=TODAY, decision=decision("  "))
        forget_all()
        assert wati().seats

    def test_is_not_decided_by_an_officer_of_another_office(self) -> None:
        with pytest.raises(NotOfThisOffice):
            services.deactivate_person("bintan", person=wati().person, on=TODAY, decision=decision(by=dewi()))
        forget_all()
        assert wati().seats

    def test_does_not_take_a_user_name_twice(self) -> None:
        with pytest.raises(NameTaken):
            services.add_person(
                "bintan", username="bintan.wati", full_name="Wati Lain", nip="", password_hash="!", decision=decision()
            )


class TestThePowerToDecide:
    def _leave(self, by: Officer) -> None:
        services.record_absence(
            "bintan",
            person=officer("bintan.joko").person,
            valid_from=TODAY,
            valid_until=TOMORROW,
            reason="sakit",
            decision=decision("sakit", by=by),
        )

    @pytest.mark.parametrize("username", ["bintan.hadi", "bintan.admin"])
    def test_is_the_heads_and_the_administrators(self, username: str) -> None:
        self._leave(officer(username))
        assert officer("bintan.joko").absent == "sakit"

    @pytest.mark.parametrize("username", ["bintan.budi", "bintan.wati", "bintan.tuti"])
    def test_is_no_one_elses(self, username: str) -> None:
        with pytest.raises(NotAllowed):
            self._leave(officer(username))
        assert officer("bintan.joko").absent is None

    def test_is_asked_of_the_database_and_not_of_the_record(self) -> None:
        head = factories.hadi()
        _vacate("bintan.hadi")
        with pytest.raises(NotAllowed):
            self._leave(head)

    def test_is_needed_by_whoever_does_not_say_that_an_office_is_founded(self) -> None:
        with pytest.raises(NotAllowed):
            services.end_absence("bintan", person=wati().person, on=TODAY, decision=Decision(None, MONDAY, "entah"))

    def test_of_recording_an_outage_is_a_supervisors(self) -> None:
        services.open_incident("bintan", start_at=MONDAY, reason="SIAK", decision=decision(by=wati()))
        with pytest.raises(NotAllowed):
            services.open_incident("bintan", start_at=MONDAY, reason="SIAK", decision=decision(by=factories.budi()))


class TestSupervisors:
    def test_are_those_whose_position_has_the_power(self) -> None:
        names = {head.full_name for head in queries.supervisors_of("bintan", TODAY)}
        assert "Hadi Kusuma, M.Si." in names
        assert "Budi Santoso" not in names


class TestPositions:
    def test_show_a_seat_without_holder(self) -> None:
        services.deactivate_person(
            "bintan", person=officer("bintan.tuti").person, on=TODAY, decision=decision("keluar")
        )
        empty = [position.key for position in queries.positions("bintan", TODAY) if not position.holders]
        assert empty == ["auditor"]

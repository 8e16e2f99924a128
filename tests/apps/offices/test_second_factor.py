"""The second factor of officers: enrolled with a code, taken once, replaced, and taken away by somebody else."""

import datetime
import logging
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from loket.core.engine.refusals import NotAllowed
from loket.offices import models, queries, services
from loket.offices.refusals import (
    CodeWrong,
    EnrolmentTooOld,
    NoSecondFactor,
    NotOfThisOffice,
    OwnSecondFactor,
    WhyMissing,
)
from loket.offices.sealing import Unreadable, seal, unseal
from loket.offices.second_factor import RECOVERY_CODES, SHOWN_FOR
from tests.apps.at_once import at_once
from tests.apps.conftest import OwnDatabase
from tests.apps.factories import MONDAY, budi, decision, dewi, hadi, wati
from tests.apps.telephone import STEP, enrolled, scanned

of_the_database = pytest.mark.django_db


def enrol(token: str, code: str, at: datetime.datetime = MONDAY) -> tuple[str, ...]:
    return services.enrol_second_factor(
        "bintan", token=token, code=code, decision=decision("sendiri", by=wati(), at=at)
    )


def own_notes() -> list[str]:
    return [note.what for note in queries.audit_notes("bintan") if note.who == wati().full_name]


@of_the_database
class TestEnrolling:
    def test_writes_nothing_before_a_code_confirms_it(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        officer = wati()
        with django_assert_num_queries(0):
            services.offer_second_factor(officer, "bintan.wati", MONDAY)

    def test_gives_ten_codes_and_a_note_without_any_secret(self) -> None:
        telephone = enrolled(wati())
        assert len(set(telephone.recovery_codes)) == RECOVERY_CODES
        assert own_notes() == [f"{wati().full_name} memasang verifikasi dua langkah"]
        assert wati().second_factor == queries.second_factor_of(wati().person)

    def test_names_the_account_for_the_telephone(self) -> None:
        offer = services.offer_second_factor(wati(), "bintan.wati", MONDAY)
        assert offer.uri == f"otpauth://totp/Loket:bintan.wati?secret={offer.secret}&issuer=Loket"
        assert services.offered_again(wati(), "bintan.wati", offer.token, MONDAY) == offer

    def test_refuses_a_wrong_code_and_keeps_the_telephone_there_was(self) -> None:
        before = enrolled(wati())
        offer = services.offer_second_factor(wati(), "bintan.wati", MONDAY)
        with pytest.raises(CodeWrong):
            enrol(offer.token, scanned(offer.uri).shows(MONDAY + 5 * STEP))
        assert services.accept_code(wati(), before.shows(MONDAY), at=MONDAY)

    def test_refuses_a_picture_that_was_shown_too_long_ago_or_to_somebody_else(self) -> None:
        offer = services.offer_second_factor(wati(), "bintan.wati", MONDAY)
        late = MONDAY + SHOWN_FOR + datetime.timedelta(seconds=1)
        for token, at in ((offer.token, late), (offer.token, MONDAY - STEP), ("rusak", MONDAY), ("é", MONDAY)):
            with pytest.raises(EnrolmentTooOld):
                enrol(token, scanned(offer.uri).shows(at), at)
        of_budi = services.offer_second_factor(budi(), "bintan.budi", MONDAY)
        with pytest.raises(EnrolmentTooOld):
            enrol(of_budi.token, scanned(of_budi.uri).shows(MONDAY))

    def test_is_nobodys_in_a_founding(self) -> None:
        with pytest.raises(NotAllowed):
            services.enrol_second_factor("bintan", token="", code="", decision=decision())

    def test_of_another_telephone_makes_the_first_and_its_codes_void(self) -> None:
        first = enrolled(wati())
        number = wati().second_factor
        second = enrolled(wati())
        assert wati().second_factor not in (number, None)
        assert services.accept_code(wati(), first.shows(MONDAY), at=MONDAY) is None
        assert services.accept_code(wati(), first.recovery_codes[0], at=MONDAY) is None
        assert services.accept_code(wati(), second.shows(MONDAY), at=MONDAY)
        assert any("mengganti telepon" in what for what in own_notes())


@of_the_database
class TestACode:
    def test_is_taken_once(self) -> None:
        telephone = enrolled(wati())
        code = telephone.shows(MONDAY)
        assert services.accept_code(wati(), f"{code[:3]} {code[3:]}", at=MONDAY) == wati().second_factor
        assert services.accept_code(wati(), code, at=MONDAY) is None

    def test_that_confirmed_the_telephone_is_used(self) -> None:
        telephone = enrolled(wati(), MONDAY + 2 * STEP)
        assert services.accept_code(wati(), telephone.shows(MONDAY), at=MONDAY) is None

    def test_that_came_before_a_used_one_is_too_late(self) -> None:
        telephone = enrolled(wati())
        assert services.accept_code(wati(), telephone.shows(MONDAY), at=MONDAY)
        assert services.accept_code(wati(), telephone.shows(MONDAY - STEP), at=MONDAY) is None

    def test_of_somebody_else_or_of_who_has_none_is_not_taken(self) -> None:
        telephone = enrolled(wati())
        assert services.accept_code(budi(), telephone.shows(MONDAY), at=MONDAY) is None
        enrolled(dewi())
        assert services.accept_code(dewi(), telephone.shows(MONDAY), at=MONDAY) is None
        assert services.accept_code(dewi(), telephone.recovery_codes[0], at=MONDAY) is None

    @pytest.mark.parametrize("typed", ["", "0", "abcdef", "x" * 500, "\ud800", "' OR 1=1 --"])
    def test_is_no_other_text(self, typed: str) -> None:
        enrolled(wati())
        assert services.accept_code(wati(), typed, at=MONDAY) is None


@of_the_database
class TestARecoveryCode:
    def test_is_taken_once_in_whatever_way_it_is_typed_and_noted(self) -> None:
        telephone = enrolled(wati())
        code = telephone.recovery_codes[3]
        assert services.accept_code(wati(), f" {code.replace('-', ' ').upper()} ", at=MONDAY)
        assert services.accept_code(wati(), code, at=MONDAY) is None
        assert queries.second_factors("bintan", wati().person)[0].codes_left == RECOVERY_CODES - 1
        assert queries.audit_notes("bintan")[0].what == f"{wati().full_name} memakai satu kode pemulihan"

    def test_is_void_after_others_were_made(self) -> None:
        telephone = enrolled(wati())
        others = services.renew_recovery_codes("bintan", decision=decision("hilang", by=wati()))
        assert services.accept_code(wati(), telephone.recovery_codes[0], at=MONDAY) is None
        assert services.accept_code(wati(), others[0], at=MONDAY)

    def test_is_not_made_for_who_has_no_second_factor(self) -> None:
        with pytest.raises(NoSecondFactor):
            services.renew_recovery_codes("bintan", decision=decision("coba", by=wati()))


@of_the_database
class TestWhatTheDatabaseHolds:
    def test_is_neither_the_secret_nor_a_code(self) -> None:
        telephone = enrolled(wati())
        row = models.SecondFactor.objects.get(person=wati().person)
        assert row.sealed is not None
        assert telephone.secret not in bytes(row.sealed)
        digests = set(row.recovery_codes.values_list("digest", flat=True))
        plain = {code.replace("-", "") for code in telephone.recovery_codes}
        assert digests.isdisjoint(plain)
        assert {len(digest) for digest in digests} == {64}

    def test_opens_for_its_owner_alone(self) -> None:
        telephone = enrolled(wati())
        enrolled(budi())
        sealed = models.SecondFactor.objects.get(person=wati().person).sealed
        models.SecondFactor.objects.filter(person=budi().person).update(sealed=sealed)
        assert services.accept_code(budi(), telephone.shows(MONDAY), at=MONDAY) is None

    def test_opens_with_a_key_that_was_replaced_and_not_without_it(
        self, settings: Settings, caplog: pytest.LogCaptureFixture
    ) -> None:
        telephone = enrolled(wati())
        old = settings.SECRET_KEY
        settings.SECRET_KEY = "kunci-lain-untuk-uji-saja-0123456789"
        with caplog.at_level(logging.ERROR):
            assert services.accept_code(wati(), telephone.shows(MONDAY), at=MONDAY) is None
        assert "cannot be opened" in caplog.text
        settings.SECRET_KEY_FALLBACKS = [old]
        assert services.accept_code(wati(), telephone.shows(MONDAY), at=MONDAY)
        assert services.accept_code(wati(), telephone.recovery_codes[0], at=MONDAY)

    @pytest.mark.parametrize("place", [0, 12, -1])
    def test_shows_every_change(self, place: int) -> None:
        sealed = bytearray(seal(b"rahasia", "wati"))
        sealed[place] ^= 1
        with pytest.raises(Unreadable):
            unseal(bytes(sealed), "wati")

    def test_is_refused_when_it_is_cut(self) -> None:
        with pytest.raises(Unreadable):
            unseal(b"pendek", "wati")


@of_the_database
class TestTakingAway:
    def take_away(self, person: int, by: object = None, why: str = "telepon hilang") -> None:
        services.take_away_second_factor("bintan", person=person, decision=decision(why, by=by or hadi()))  # type: ignore[arg-type]

    def test_frees_the_person_and_is_noted_with_its_reason(self) -> None:
        enrolled(wati())
        self.take_away(wati().person)
        assert wati().second_factor is None
        assert queries.second_factors("bintan") == ()
        note = queries.audit_notes("bintan")[0]
        assert (note.who, note.why) == (hadi().full_name, "telepon hilang")
        assert note.what == f"Verifikasi dua langkah {wati().full_name} dicabut"

    def test_is_never_of_ones_own(self) -> None:
        enrolled(hadi())
        with pytest.raises(OwnSecondFactor):
            self.take_away(hadi().person)
        assert hadi().second_factor

    def test_needs_a_reason_the_power_and_the_same_office(self) -> None:
        enrolled(wati())
        enrolled(dewi())
        with pytest.raises(WhyMissing):
            self.take_away(wati().person, why=" ")
        with pytest.raises(NotAllowed):
            self.take_away(wati().person, by=budi())
        with pytest.raises(NotOfThisOffice):
            self.take_away(dewi().person)
        with pytest.raises(NotOfThisOffice):
            self.take_away(wati().person, by=dewi())
        assert wati().second_factor
        assert dewi().second_factor

    def test_finds_nothing_to_take(self) -> None:
        with pytest.raises(NoSecondFactor):
            self.take_away(wati().person)


@of_the_database
class TestTheList:
    def test_is_of_one_office_in_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        enrolled(wati())
        enrolled(hadi())
        enrolled(dewi())
        with django_assert_num_queries(1):
            found = queries.second_factors("bintan")
        assert {one.person for one in found} == {wati().person, hadi().person}


class TestAtTheSameMoment:
    def test_a_code_is_taken_once(self, own_database: OwnDatabase) -> None:
        telephone, officer = enrolled(wati()), wati()
        for code in (telephone.shows(MONDAY), telephone.recovery_codes[0]):
            answers = at_once(*[partial(services.accept_code, officer, code, at=MONDAY)] * 4)
            assert sorted(map(bool, answers)) == [False, False, False, True]

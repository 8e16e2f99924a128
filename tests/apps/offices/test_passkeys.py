"""Passkeys as the offices keep them: what an answer must be, what is counted, and what may be removed (T11, V6)."""

import hashlib
import json
import logging
from collections.abc import Callable

import pytest
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AuthenticatorData

from loket.offices import models, queries, services
from loket.offices.passkeys import LONGEST_ANSWER, Taken
from loket.offices.records import Officer
from loket.offices.refusals import LastWay, NotOfThisOffice, PasskeyKnown, PasskeyUnfit
from loket.offices.services import Asked, Site
from tests.apps import factories
from tests.apps.passkey import FLAG, SoftKey
from tests.apps.telephone import enrolled

pytestmark = pytest.mark.django_db
NOW = factories.MONDAY
SITE = Site("testserver", "http://testserver")


def added(officer: Officer, key: SoftKey, name: str = "Laptop") -> tuple[str, ...]:
    asked = services.offer_passkey(officer, "bintan.wati", SITE)
    return keep(officer, asked, key.made(asked.options), name)


def keep(officer: Officer, asked: Asked, answer: str, name: str = "Laptop") -> tuple[str, ...]:
    return services.add_passkey(
        officer.office_key,
        site=SITE,
        state=asked.state,
        answer=answer,
        name=name,
        decision=factories.decision("sendiri", by=officer),
    )


def asked_of(officer: Officer | None) -> Asked:
    asked = services.ask_passkey(SITE, person=officer.person if officer else None)
    assert asked is not None
    return asked


def taken(asked: Asked, answer: str, officer: Officer | None = None) -> Taken | None:
    person = officer.person if officer else None
    return services.accept_passkey(SITE, asked.state, answer, at=NOW, person=person)


class TestAdding:
    def test_the_first_gives_recovery_codes_and_the_second_none(self) -> None:
        assert len(added(factories.wati(), SoftKey())) == 10
        assert added(factories.wati(), SoftKey(), "  Kunci   USB ") == ()
        rows = queries.passkeys_of(factories.wati().person)
        assert [(row.name, row.host, row.used_at) for row in rows] == [
            ("Laptop", "testserver", None),
            ("Kunci USB", "testserver", None),
        ]
        (factor,) = queries.second_factors("bintan", factories.wati().person)
        assert (factor.has_telephone, factor.codes_left) == (False, 10)

    def test_beside_a_telephone_keeps_it(self) -> None:
        enrolled(factories.wati())
        before = queries.second_factor_of(factories.wati().person)
        assert added(factories.wati(), SoftKey()) == ()
        assert queries.second_factor_of(factories.wati().person) == before

    def test_keeps_no_secret_and_no_personal_data_in_the_key(self) -> None:
        asked = services.offer_passkey(factories.wati(), "bintan.wati", SITE)
        assert str(factories.wati().person) not in asked.options["publicKey"]["user"]["id"]
        assert asked.options["publicKey"]["rp"]["id"] == "testserver"

    def test_excludes_keys_that_are_there(self) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        asked = services.offer_passkey(factories.wati(), "bintan.wati", SITE)
        assert len(asked.options["publicKey"]["excludeCredentials"]) == 1
        with pytest.raises(PasskeyKnown):
            keep(factories.wati(), asked, key.made(asked.options))

    @pytest.mark.parametrize(
        "key",
        [SoftKey(origin="http://evil.example"), SoftKey(origin="https://testserver"), SoftKey(host="evil.example")],
        ids=["origin", "scheme", "host"],
    )
    def test_refuses_a_key_for_another_site(self, key: SoftKey) -> None:
        with pytest.raises(PasskeyUnfit):
            added(factories.wati(), key)

    def test_refuses_an_answer_to_another_question(self) -> None:
        key = SoftKey()
        first = services.offer_passkey(factories.wati(), "bintan.wati", SITE)
        with pytest.raises(PasskeyUnfit):
            keep(factories.wati(), services.offer_passkey(factories.wati(), "x", SITE), key.made(first.options))

    @pytest.mark.parametrize(
        "answer",
        [
            *("", "x", "[]", "{}", '{"rawId": 1}', '{"rawId": "!"}', '"a"', "null"),
            *("1" * (LONGEST_ANSWER + 1), "[" * LONGEST_ANSWER),
        ],
    )
    def test_refuses_rubbish(self, answer: str) -> None:
        asked = services.offer_passkey(factories.wati(), "bintan.wati", SITE)
        with pytest.raises(PasskeyUnfit):
            keep(factories.wati(), asked, answer)

    @pytest.mark.parametrize(
        "broken", [b"", b"\xa3c", b"\x81" * 5_000, b"\x1b", b"\xa3cfmtdnonegattStmt\xa0hauthDataX\x1b"]
    )
    def test_refuses_broken_bytes(self, broken: bytes) -> None:
        asked = services.offer_passkey(factories.wati(), "bintan.wati", SITE)
        answer = json.loads(SoftKey().made(asked.options))
        answer["response"]["attestationObject"] = websafe_encode(broken)
        with pytest.raises(PasskeyUnfit):
            keep(factories.wati(), asked, json.dumps(answer))

    def test_refuses_what_holds_no_key(self) -> None:
        asked = services.offer_passkey(factories.wati(), "bintan.wati", SITE)
        answer = json.loads(SoftKey().made(asked.options))
        data = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), FLAG.UP | FLAG.UV, 0)
        answer["response"]["attestationObject"] = websafe_encode(AttestationObject.create("none", data, {}))
        with pytest.raises(PasskeyUnfit):
            keep(factories.wati(), asked, json.dumps(answer))


class TestTaking:
    def test_names_the_person_and_the_second_factor(self) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        asked = asked_of(factories.wati())
        found = taken(asked, key.signs(asked.options), factories.wati())
        assert found is not None
        assert (found.person, found.factor) == (
            factories.wati().person,
            queries.second_factor_of(factories.wati().person),
        )
        assert queries.passkeys_of(factories.wati().person)[0].used_at == NOW

    def test_without_a_name_finds_whose_it_is(self) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        asked = asked_of(None)
        assert asked.options["publicKey"].get("allowCredentials") is None
        found = taken(asked, key.signs(asked.options))
        assert found is not None
        assert found.person == factories.wati().person

    def test_without_a_name_wants_finger_face_or_pin(self) -> None:
        key = SoftKey(verifies=False)
        added(factories.wati(), key)
        asked = asked_of(None)
        assert taken(asked, key.signs(asked.options)) is None
        beside = asked_of(factories.wati())
        assert taken(beside, key.signs(beside.options), factories.wati()) is not None

    def test_is_not_asked_of_who_has_none(self) -> None:
        assert services.ask_passkey(SITE, person=factories.wati().person) is None
        added(factories.wati(), SoftKey())
        assert services.ask_passkey(Site("lain", "http://lain"), person=factories.wati().person) is None

    def test_t11_refuses_the_same_answer_twice(self) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        asked = asked_of(factories.wati())
        answer = key.signs(asked.options)
        assert taken(asked, answer, factories.wati()) is not None
        assert taken(asked_of(factories.wati()), answer, factories.wati()) is None

    def test_t11_refuses_a_key_that_counts_backwards_and_alarms(self, caplog: pytest.LogCaptureFixture) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        for counter in (5, 3, 5):
            key.counter = counter - 1
            asked = asked_of(factories.wati())
            with caplog.at_level(logging.WARNING, "loket.alarm"):
                found = taken(asked, key.signs(asked.options), factories.wati())
            assert (found is not None) == (not caplog.records)
        assert len(caplog.records) == 2
        assert "tergandakan" in caplog.text

    def test_takes_a_key_that_does_not_count(self) -> None:
        key = SoftKey(counts=0)
        added(factories.wati(), key)
        for _ in range(2):
            asked = asked_of(factories.wati())
            assert taken(asked, key.signs(asked.options), factories.wati()) is not None

    def test_refuses_a_key_of_somebody_else(self) -> None:
        wati, budi = SoftKey(), SoftKey()
        added(factories.wati(), wati)
        added(factories.budi(), budi)
        asked = asked_of(factories.wati())
        assert taken(asked, budi.signs(asked.options), factories.wati()) is None

    def test_refuses_another_owner_in_the_answer(self) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        key.handle = "AAAA"
        asked = asked_of(None)
        assert taken(asked, key.signs(asked.options)) is None

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda key: setattr(key, "origin", "http://evil.example"),
            lambda key: setattr(key, "host", "evil.example"),
            lambda key: setattr(key, "secret", SoftKey().secret),
            lambda key: setattr(key, "number", SoftKey().number),
        ],
        ids=["origin", "host", "signature", "number"],
    )
    def test_refuses_whatever_does_not_fit(self, spoil: Callable[[SoftKey], None]) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        spoil(key)
        asked = asked_of(None)
        assert taken(asked, key.signs(asked.options)) is None

    @pytest.mark.parametrize(
        "answer", ["", "x", "[]", "{}", '{"rawId": "AA"}', '{"rawId": "AA", "id": "BB"}', "[" * LONGEST_ANSWER]
    )
    def test_refuses_rubbish(self, answer: str) -> None:
        assert taken(asked_of(None), answer) is None

    @pytest.mark.parametrize("flags", [FLAG.UP | FLAG.UV | FLAG.ED, FLAG.UP | FLAG.UV | FLAG.AT])
    @pytest.mark.parametrize("more", [b"", b"\x81" * 5_000, b"\x1b"])
    def test_refuses_broken_bytes(self, flags: FLAG, more: bytes) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        asked = asked_of(None)
        answer = json.loads(key.signs(asked.options))
        data = websafe_decode(answer["response"]["authenticatorData"])
        answer["response"]["authenticatorData"] = websafe_encode(data[:32] + bytes([flags]) + data[33:] + more)
        assert taken(asked, json.dumps(answer)) is None

    def test_refuses_two_names_for_one_key(self) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        asked = asked_of(None)
        answer = json.loads(key.signs(asked.options)) | {"id": "AAAA"}
        assert taken(asked, json.dumps(answer)) is None

    def test_refuses_a_closed_account(self) -> None:
        key = SoftKey()
        added(factories.wati(), key)
        asked = asked_of(None)
        services.deactivate_person(
            "bintan",
            person=factories.wati().person,
            on=NOW.date(),
            decision=factories.decision("pindah", by=factories.hadi()),
        )
        assert taken(asked, key.signs(asked.options)) is None


class TestRemoving:
    def test_keeps_the_last_way_in(self) -> None:
        added(factories.wati(), SoftKey())
        (only,) = queries.passkeys_of(factories.wati().person)
        decided = factories.decision("hilang", by=factories.wati())
        with pytest.raises(LastWay):
            services.remove_passkey("bintan", passkey=only.id, decision=decided)
        added(factories.wati(), SoftKey(), "Telepon")
        services.remove_passkey("bintan", passkey=only.id, decision=decided)
        assert [row.name for row in queries.passkeys_of(factories.wati().person)] == ["Telepon"]

    def test_is_of_the_own_alone(self) -> None:
        enrolled(factories.wati())
        added(factories.wati(), SoftKey())
        (only,) = queries.passkeys_of(factories.wati().person)
        with pytest.raises(NotOfThisOffice):
            services.remove_passkey("bintan", passkey=only.id, decision=factories.decision("x", by=factories.budi()))
        services.remove_passkey("bintan", passkey=only.id, decision=factories.decision("x", by=factories.wati()))
        assert queries.second_factor_of(factories.wati().person) is not None

    def test_by_a_keeper_takes_passkeys_with_the_rest(self) -> None:
        added(factories.wati(), SoftKey())
        services.take_away_second_factor(
            "bintan", person=factories.wati().person, decision=factories.decision("hilang", by=factories.hadi())
        )
        assert models.Passkey.objects.count() == 0


class TestWithoutATelephone:
    def test_no_code_of_six_digits_is_taken_and_a_recovery_code_is(self) -> None:
        codes = added(factories.wati(), SoftKey())
        assert services.accept_code(factories.wati(), "000000", at=NOW) is None
        assert services.accept_code(factories.wati(), codes[0], at=NOW) is not None

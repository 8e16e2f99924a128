"""Papers that a provider refused, lost or never answered: nothing is sent twice, and only asking ends a doubt."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from loket.core.proof.states import SignatureState
from loket.signing import batches, models, queries, services
from loket.signing.certificates import file_of, newest
from loket.signing.keeping import state_of
from loket.signing.pades import PreparedPaper, open_key
from loket.signing.providers import Answer, Failed, LocalProvider, Signed
from loket.signing.records import ItemOutcome, SignedItem
from loket.signing.refusals import NoSuchSignedPaper, NothingUnknown
from tests.apps import factories
from tests.apps.signing import cases
from tests.apps.signing.people import HIS_PASSPHRASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


@pytest.fixture
def kk(own_keys: Path) -> str:
    cases.certified()
    return cases.damaged_kk()


def told(*acts: str) -> cases.Told:
    """A provider of Pak Hadi's key that does these acts first."""
    certificate = newest(factories.hadi())
    assert certificate is not None
    key = open_key(file_of(certificate), HIS_PASSPHRASE)
    return cases.Told(lambda: LocalProvider(key), *acts)


def states(item: SignedItem) -> list[str]:
    assert item.uuid is not None
    return list(
        models.SigningState.objects.filter(paper__uuid=item.uuid).order_by("seq").values_list("state", flat=True)
    )


class TestAFailure:
    def test_is_said_with_its_reason_and_a_new_key_tries_again(self, kk: str) -> None:
        key, provider = uuid.uuid4(), told("fail")
        (failed,) = cases.sign(kk, key=key, provider=provider)
        assert (failed.outcome, failed.sentence) == (ItemOutcome.FAILED, "Belum ditandatangani: kuota habis")
        assert cases.sign(kk, key=key, provider=provider) == (failed,)
        (signed,) = cases.sign(kk, provider=provider)
        assert (signed.outcome, len(provider.sent), signed.uuid != failed.uuid) == (ItemOutcome.SIGNED, 2, True)
        assert [one.state for one in queries.signatures_of(kk, factories.hadi())] == ["failed", "signed"]

    def test_of_one_stops_none_of_the_others(self, kk: str) -> None:
        resis = (kk, *(cases.damaged_kk(number) for number in (4, 5)), "2222-2222-2222")
        items = cases.sign(*resis, provider=told("sign", "fail", "hang"))
        assert [item.outcome for item in items] == ["signed", "failed", "unknown", "refused"]


@pytest.mark.parametrize("act", ["lose", "hang"])
class TestADoubt:
    def test_is_never_sent_again(self, kk: str, act: str) -> None:
        provider = told(act)
        (first,) = cases.sign(kk, provider=provider)
        (again,) = cases.sign(kk, provider=provider)
        assert first == again
        assert (first.outcome, len(provider.sent)) == (ItemOutcome.UNKNOWN, 1)
        assert states(first) == ["prepared", "sent", "unknown"]

    def test_ends_by_asking(self, kk: str, act: str) -> None:
        provider = told(act)
        (item,) = cases.sign(kk, provider=provider)
        assert item.uuid is not None
        record = services.resolve_unknown(item.uuid, factories.budi(), at=factories.MONDAY, provider=provider)
        assert record.state == {"lose": "signed", "hang": "failed"}[act]
        assert (len(provider.sent), provider.asked) == (1, provider.sent)
        assert cases.sign(kk, provider=provider)[0].outcome is ItemOutcome.SIGNED
        assert models.SigningState.objects.filter(state="signed").count() == 1

    def test_stays_while_the_provider_is_silent(self, kk: str, act: str) -> None:
        provider = told(act, "later")
        (item,) = cases.sign(kk, provider=provider)
        assert item.uuid is not None
        record = services.resolve_unknown(item.uuid, factories.budi(), at=factories.MONDAY, provider=provider)
        assert (record.state, states(item)) == (SignatureState.UNKNOWN, ["prepared", "sent", "unknown"])


class TestAsking:
    def test_about_what_is_certain_is_refused(self, kk: str) -> None:
        (item,) = cases.sign(kk)
        assert item.uuid is not None
        with pytest.raises(NothingUnknown):
            services.resolve_unknown(item.uuid, factories.budi(), at=factories.MONDAY)

    def test_is_for_the_office_of_the_paper(self, kk: str) -> None:
        (item,) = cases.sign(kk, provider=told("hang"))
        assert item.uuid is not None
        with pytest.raises(NoSuchSignedPaper):
            services.resolve_unknown(item.uuid, factories.dewi(), at=factories.MONDAY)

    def test_ends_a_request_for_good_even_if_it_comes_later(self, kk: str) -> None:
        """The paper was sent, the office asked before the provider got it, and then it came after all."""

        class Late:
            def __init__(self, provider: LocalProvider) -> None:
                self.provider = provider
                self.asked: list[str] = []

            def sign(self, request_id: uuid.UUID, paper: PreparedPaper) -> Answer:
                row = models.SignedPaper.objects.get(request_id=request_id)
                self.asked.append(services.resolve_unknown(row.uuid, factories.budi(), at=factories.MONDAY).state)
                return self.provider.sign(request_id, paper)

            def ask(self, request_id: uuid.UUID) -> Answer:
                return self.provider.ask(request_id)

        certificate = newest(factories.hadi())
        assert certificate is not None
        late = Late(LocalProvider(open_key(file_of(certificate), HIS_PASSPHRASE)))
        (item,) = services.sign_batch(
            (kk,), factories.hadi(), HIS_PASSPHRASE, uuid.uuid4(), at=factories.MONDAY, provider=late
        )
        assert (item.outcome, late.asked) == (ItemOutcome.FAILED, ["failed"])
        assert states(item) == ["prepared", "sent", "unknown", "failed"]


class TestAnAnswerThatDoesNotHold:
    @pytest.mark.parametrize("rubbish", [b"\x30\x00", b"\x00" * 5000])
    def test_is_no_answer(self, kk: str, rubbish: bytes) -> None:
        class Rubbish:
            def sign(self, request_id: uuid.UUID, paper: PreparedPaper) -> Answer:
                return Signed(rubbish)

            def ask(self, request_id: uuid.UUID) -> Answer:
                return Signed(rubbish)

        (item,) = services.sign_batch(
            (kk,), factories.hadi(), HIS_PASSPHRASE, uuid.uuid4(), at=factories.MONDAY, provider=Rubbish()
        )
        assert item.outcome is ItemOutcome.UNKNOWN
        assert "tidak dapat dipakai" in queries.signatures_of(kk, factories.hadi())[0].reason


class TestAPreparedPaper:
    @pytest.fixture
    def prepared(self, kk: str, monkeypatch: pytest.MonkeyPatch) -> models.SignedPaper:
        """Typeset and on record; the process ended before it was sent."""

        def end(*_given: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(batches, "send", end)
            with pytest.raises(KeyboardInterrupt):
                cases.sign(kk)
        (row,) = models.SignedPaper.objects.all()
        assert state_of(row).state == "prepared"
        return row

    def test_goes_on_with_the_same_bytes_and_code(self, kk: str, prepared: models.SignedPaper) -> None:
        (item,) = cases.sign(kk)
        assert (item.outcome, item.uuid) == (ItemOutcome.SIGNED, prepared.uuid)

    def test_is_given_up_when_the_signer_has_another_certificate(self, kk: str, prepared: models.SignedPaper) -> None:
        cases.certified()
        (item,) = cases.sign(kk)
        assert (item.outcome, item.uuid != prepared.uuid) == (ItemOutcome.SIGNED, True)
        assert state_of(prepared).state == "failed"

    def test_is_not_sent_when_its_bytes_are_damaged(
        self, kk: str, prepared: models.SignedPaper, own_keys: Path
    ) -> None:
        (file,) = cases.kept_pdfs(own_keys)
        file.write_bytes(file.read_bytes()[:-1])
        (item,) = cases.sign(kk)
        assert (item.outcome, item.uuid != prepared.uuid) == (ItemOutcome.SIGNED, True)
        assert state_of(prepared).state == "failed"

    def test_is_not_sent_with_a_time_long_past(self, kk: str, prepared: models.SignedPaper) -> None:
        later = factories.MONDAY + timedelta(minutes=6)
        (item,) = services.sign_batch([kk], factories.hadi(), HIS_PASSPHRASE, uuid.uuid4(), at=later)
        assert (item.outcome, state_of(prepared).state) == (ItemOutcome.SIGNED, "failed")
        assert models.SignedPaper.objects.latest("pk").at == later

    def test_taken_by_another_process_is_not_sent_by_this_one(self, kk: str, prepared: models.SignedPaper) -> None:
        provider = told()
        models.SigningState.objects.create(paper=prepared, seq=2, state="sent", at=factories.MONDAY)
        (item,) = cases.sign(kk, provider=provider)
        assert (item.outcome, provider.sent) == (ItemOutcome.UNKNOWN, [])


class TestALocalProviderWithoutKey:
    def test_signs_nothing(self, kk: str) -> None:
        (item,) = services.sign_batch(
            (kk,), factories.hadi(), HIS_PASSPHRASE, uuid.uuid4(), at=factories.MONDAY, provider=LocalProvider()
        )
        assert (item.outcome, isinstance(LocalProvider().ask(uuid.uuid4()), Failed)) == (ItemOutcome.FAILED, True)


def test_a_batch_has_an_end(kk: str) -> None:
    with pytest.raises(ValueError, match="hundred"):
        cases.sign(*(str(number) for number in range(101)))

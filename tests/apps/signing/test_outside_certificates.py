"""Pak Hadi signs with a certificate from outside: of a provider elsewhere, or with a key in a token."""

import datetime
import io
import uuid
from collections.abc import Callable

import pkcs11
import pytest
from django.test import Client
from pkcs11.exceptions import TokenNotPresent
from pypdf import PdfReader

from loket.signing import models, queries, services
from loket.signing.pades import OpenedKey, PreparedPaper, SigningKey, container
from loket.signing.passphrase import Passphrase
from loket.signing.providers import Answer, LocalProvider
from loket.signing.records import ItemOutcome
from loket.signing.refusals import TokenPinWrong
from loket.signing.services import OutsideCertificate
from loket.signing.standalone.loket_verify import check_paper
from tests.apps import factories
from tests.apps.signing import cases, softhsm
from tests.apps.signing import provider_server as acts
from tests.apps.signing.outside import SIGNER, asked, sign, signed_pdf
from tests.apps.signing.provider_server import Issuer, ProviderServer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


class TestAPaperSignedElsewhere:
    def test_holds_for_the_providers_authority_and_names_it(
        self, kk: str, issuer: Issuer, there: ProviderServer
    ) -> None:
        (item,) = sign(kk)
        assert item.outcome is ItemOutcome.SIGNED
        pdf = signed_pdf(item)
        assert check_paper(pdf, [issuer.root], factories.MONDAY).verdict == "valid"
        assert check_paper(pdf, [Issuer().root], factories.MONDAY).verdict == "invalid"
        printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        assert "diterbitkan Penyelenggara Uji Tersertifikasi." in " ".join(printed.split())
        row = models.SignedPaper.objects.get()
        assert there.heard[0].body["id"] == str(row.request_id)
        assert there.heard[0].body["nik"] == SIGNER

    def test_is_asked_about_and_never_sent_again(self, kk: str, there: ProviderServer) -> None:
        there.acts.append(acts.sign_and_reset)
        (item,) = sign(kk)
        assert (item.outcome, sign(kk)[0].outcome) == (ItemOutcome.UNKNOWN, ItemOutcome.UNKNOWN)
        assert asked(item) == "signed"
        assert [one.method for one in there.heard] == ["POST", "GET"]
        assert sign(kk)[0].outcome is ItemOutcome.SIGNED

    def test_may_be_tried_again_after_a_clear_no(self, kk: str, there: ProviderServer) -> None:
        there.acts.append(acts.rejecting("quota"))
        (failed,) = sign(kk)
        assert failed.sentence == "Belum ditandatangani: Kuota tanda tangan kantor pada penyedia habis."
        assert sign(kk)[0].outcome is ItemOutcome.SIGNED
        assert len({one.body["id"] for one in there.heard}) == 2

    def test_that_never_arrived_is_free_after_an_hour(
        self, kk: str, there: ProviderServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there.acts.append(acts.answering(b""))
        (item,) = sign(kk)
        assert asked(item) == "unknown"
        monkeypatch.setattr("loket.signing.remote.FORGOTTEN", datetime.timedelta(seconds=-1))
        assert asked(item) == "failed"

    def test_answered_twice_with_two_signatures_keeps_the_first(self, kk: str, there: ProviderServer) -> None:
        (item,) = sign(kk)
        first = signed_pdf(item)
        page = Client().get(f"/verifikasi/{models.SignedPaper.objects.get().code}/").content.decode()
        assert "Sah: surat ini dikeluarkan kantor kami" in page
        assert "latihan" not in page
        there.kept.clear()
        assert sign(kk) == (item,)
        assert signed_pdf(item) == first
        assert len(there.heard) == 1


class TestASignatureThatIsNotHis:
    @pytest.mark.parametrize("odd", ["digest", "signer", "issuer", "root"])
    def test_leaves_a_doubt_that_asking_ends(self, kk: str, there: ProviderServer, issuer: Issuer, odd: str) -> None:
        own_root = OpenedKey(issuer.root, issuer.root, issuer.key)
        there.acts.append(
            {
                "digest": acts.signing(digest=b"\x07" * 32),
                "signer": acts.signing(issuer.signer("Dewi Lestari")),
                "issuer": acts.signing(Issuer().signer()),
                "root": acts.signing(own_root),
            }[odd]
        )
        (item,) = sign(kk)
        assert item.outcome is ItemOutcome.UNKNOWN
        assert "tidak dapat dipakai" in queries.signatures_of(kk, factories.hadi())[0].reason
        assert asked(item) == "signed"


class TestABatch:
    def test_of_which_each_paper_has_its_own_result(self, kk: str, there: ProviderServer) -> None:
        resis = (kk, *(cases.damaged_kk(number) for number in (4, 5, 6)))
        there.acts += [ProviderServer.answer, acts.rejecting("quota"), acts.answering(b"<p>", "502 Bad Gateway")]
        items = sign(*resis)
        assert [one.outcome for one in items] == ["signed", "failed", "unknown", "signed"]
        assert asked(items[2]) == "unknown"


def pulling(patched: pytest.MonkeyPatch) -> Callable[[bytes, SigningKey], bytes]:
    """Makes a container as ever, but the token is gone by then."""

    def pulled(_file: str) -> None:
        raise TokenNotPresent

    def first(digest: bytes, key: SigningKey) -> bytes:
        patched.setattr(pkcs11, "lib", pulled)
        return container(digest, key)

    return first


@pytest.mark.usefixtures("token_folder")
class TestAPaperSignedByAToken:
    def test_holds_and_is_signed_once(self, with_token: OutsideCertificate, issuer: Issuer) -> None:
        kk = cases.damaged_kk()
        (item,) = sign(kk, words=Passphrase(softhsm.PIN))
        assert item.outcome is ItemOutcome.SIGNED
        assert check_paper(signed_pdf(item), [issuer.root], factories.MONDAY).verdict == "valid"
        assert sign(kk, words=Passphrase(softhsm.PIN)) == (item,)
        assert models.LocalAnswer.objects.count() == 1

    def test_is_not_begun_with_a_wrong_pin(self, with_token: OutsideCertificate) -> None:
        kk = cases.damaged_kk()
        with pytest.raises(TokenPinWrong):
            sign(kk, words=Passphrase("000000"))
        with pytest.raises(TokenPinWrong):
            services.require_key(factories.hadi(), Passphrase("000000"), at=factories.MONDAY)
        assert not models.SignedPaper.objects.exists()

    def test_fails_for_good_when_the_token_is_pulled_out(
        self, with_token: OutsideCertificate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kk = cases.damaged_kk()
        with monkeypatch.context() as patched:
            # After the batch was opened, when the first paper comes.
            patched.setattr("loket.signing.providers.container", pulling(patched))
            (item,) = sign(kk, words=Passphrase(softhsm.PIN))
        assert (item.outcome, "tidak terpasang" in item.sentence) == (ItemOutcome.FAILED, True)
        assert sign(kk, words=Passphrase(softhsm.PIN))[0].outcome is ItemOutcome.SIGNED

    def test_that_nobody_heard_of_is_ended_by_asking(
        self, with_token: OutsideCertificate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kk = cases.damaged_kk()

        def crash(_provider: LocalProvider, _request_id: uuid.UUID, _paper: PreparedPaper) -> Answer:
            raise OSError

        with monkeypatch.context() as patched:
            patched.setattr(LocalProvider, "sign", crash)
            (item,) = sign(kk, words=Passphrase(softhsm.PIN))
        assert (item.outcome, asked(item)) == (ItemOutcome.UNKNOWN, "failed")

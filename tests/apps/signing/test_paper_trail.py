"""A paper is signed only upon a signature in its case that counts, and the case names it: the engine and the database say so."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from loket.casework import queries as casework
from loket.casework import services as casework_services
from loket.casework.audit import verification
from loket.casework.audit.one_case import event_hash
from loket.casework.audit.reading import EventRow
from loket.casework.queries import NamedPaper
from loket.casework.store import chain, door
from loket.core.proof.code import VerificationCode
from loket.signing import models, services
from loket.signing.certificates import file_of
from loket.signing.history import sign_latest
from loket.signing.pades import OpenedKey, open_key
from loket.signing.providers import LocalProvider
from tests.apps import factories
from tests.apps.casework import tampering
from tests.apps.casework.sealing import seal, seal_yesterday
from tests.apps.signing import cases
from tests.apps.signing.people import HIS_PASSPHRASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]


class TestTheEventOfAPaper:
    """T32: the case itself names the paper that was signed and the hash of its file."""

    @pytest.fixture
    def resi(self, own_keys: Path) -> str:
        cases.certified()
        return cases.damaged_kk()

    def test_is_written_with_the_signature(self, resi: str) -> None:
        before = casework.standing(resi).state.version
        assert [item.outcome for item in cases.sign(resi)] == ["signed"]
        paper = models.SignedPaper.objects.get(resi=resi)
        signed = models.SigningState.objects.get(state="signed")
        assert casework.papers_named([resi]) == {resi: (NamedPaper(paper.code, signed.sha256, before + 1),)}
        assert casework.standing(resi).state.version == before + 1
        assert verification.verify("bintan").ok

    def test_is_written_once_however_often_one_signs(self, resi: str) -> None:
        for _ in range(2):
            assert [item.outcome for item in cases.sign(resi)] == ["signed"]
        assert len(casework.papers_named([resi])[resi]) == 1

    def test_is_not_written_for_what_is_unknown_and_comes_with_the_answer(self, resi: str) -> None:
        (item,) = cases.sign(resi, provider=cases.Told(lambda: LocalProvider(opened()), "lose"))
        assert item.uuid is not None
        assert casework.papers_named([resi]) == {}
        services.resolve_unknown(item.uuid, factories.budi(), at=cases.MONDAY)
        assert len(casework.papers_named([resi])[resi]) == 1

    def test_is_left_out_with_the_signature_when_the_office_moved_meanwhile(
        self, resi: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Then the paper is to be asked about: what was signed is not forgotten."""
        with monkeypatch.context() as patch:
            patch.setattr(door, "append_inside", lambda *_: None)
            (item,) = cases.sign(resi)
        assert (item.outcome, item.problem_id) == ("refused", "office-changing")
        paper = models.SignedPaper.objects.get(resi=resi)
        assert not models.SigningState.objects.filter(state="signed").exists()
        assert services.resolve_unknown(paper.uuid, factories.hadi(), at=cases.MONDAY).state == "signed"

    def test_is_told_in_the_file(self, resi: str) -> None:
        cases.sign(resi)
        view = casework.case_view(resi, factories.budi(), cases.MONDAY)
        code = VerificationCode(models.SignedPaper.objects.get(resi=resi).code)
        assert view.events[-1].sentence == f"Surat {code} ditandatangani secara elektronik"

    def test_must_be_there_before_a_paper_is_said_to_be_signed(
        self, resi: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(casework_services, "record_paper", lambda *_, **__: None)
        assert [item.outcome for item in cases.sign(resi)] == ["unknown"]
        assert not models.SigningState.objects.filter(state="signed").exists()

    def test_binds_no_paper_to_a_sealed_head_before_it(self, resi: str) -> None:
        cases.sign(resi)
        (named,) = casework.papers_named([resi])[resi]
        seal_yesterday("bintan")
        tampering.forge("UPDATE casework_checkpointleaf SET version = %s", named.seq - 1)
        sign_latest("bintan")
        assert not models.PaperLeaf.objects.exists()


def signature_of(resi: str) -> EventRow:
    """The event with which the head of the office signed."""
    (found,) = [
        event for event in tampering.stored(resi).events if '"tte"' in event.payload or '"sign"' in event.payload
    ]
    return found


class TestAPaperWithoutItsTrail:
    """I5: the database itself lets no paper be signed in whose case the signer gave no signature that still counts."""

    @pytest.fixture
    def resi(self, own_keys: Path) -> str:
        cases.certified()
        return cases.damaged_kk()

    def blocked(self, resi: str) -> bool:
        """Whether Pak Hadi's papers are refused before anyone outside is asked to sign them."""
        provider = cases.Told(lambda: pytest.fail("sent"))
        outcomes = [item.outcome for item in cases.sign(resi, provider=provider)]
        return outcomes == ["refused"] and not models.SigningState.objects.filter(paper__resi=resi).exists()

    def test_is_not_signed(self, resi: str) -> None:
        tampering.forge(
            "DELETE FROM casework_event WHERE payload LIKE %s AND case_id = (SELECT id FROM casework_case WHERE resi = %s)",
            '%"marks"%',
            resi,
        )
        assert self.blocked(resi)

    def test_is_not_signed_by_who_gave_no_signature(self, resi: str) -> None:
        tampering.set_event(resi, signature_of(resi).seq, person=factories.budi().person)
        assert self.blocked(resi)

    @pytest.mark.parametrize(
        ("kind", "voids"), [("step-returned", True), ("case-reopened", True), ("step-recalled", False)]
    )
    def test_is_not_signed_after_the_signature_was_voided(self, resi: str, kind: str, *, voids: bool) -> None:
        step = str(signature_of(resi).step)
        happened(resi, kind, step, voids=[step] if voids else [])
        assert self.blocked(resi)

    @pytest.mark.parametrize(("kind", "step"), [("step-returned", "lain"), ("step-recalled", "lain")])
    def test_is_signed_where_another_step_was_voided(self, resi: str, kind: str, step: str) -> None:
        happened(resi, kind, step, voids=["lain"])
        assert [item.outcome for item in cases.sign(resi)] == ["signed"]

    def test_that_was_sent_before_the_signature_was_voided_is_known_to_be_signed(self, resi: str) -> None:
        lost = cases.Told(lambda: LocalProvider(opened()), "lose")
        (item,) = cases.sign(resi, provider=lost)
        assert item.uuid is not None
        happened(resi, "step-returned", "lain", voids=[str(signature_of(resi).step)])
        assert services.resolve_unknown(item.uuid, factories.hadi(), at=cases.MONDAY).state == "signed"

    def test_is_no_leaf(self, resi: str) -> None:
        cases.sign(resi)
        seal("bintan")
        sign_latest("bintan")
        leaf = models.PaperLeaf.objects.get()
        sent = models.SigningState.objects.get(state="sent")
        for changes in ({"signed": sent}, {"sha256": "0" * 64}, {"code": "0" * 12}, {"resi": "0" * 12}):
            other = models.PaperLeaf.objects.get()
            other.pk, other.seq, other.signed = None, 2, leaf.signed
            for name, value in changes.items():
                setattr(other, name, value)
            assert "trail" in words_of_refusal(other)


def happened(resi: str, kind: str, step: str | None, *, voids: list[str]) -> None:
    """An event at the end of a case that a form could not bring about now; the trail in the case row stays as it was."""
    payload = chain.canonical({"voids": voids} if voids else {})
    event = replace(tampering.note(resi, ""), kind=kind, step=step, payload=payload)
    event = replace(event, hash=event_hash(resi, event))
    tampering.insert_event(resi, event)
    tampering.set_case(resi, version=event.seq, head_hash=event.hash)


def words_of_refusal(row: models.PaperLeaf) -> str:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as refusal:
        return str(refusal)
    return ""


def opened() -> OpenedKey:
    """The key of Pak Hadi."""
    return open_key(file_of(models.SignerCertificate.objects.get()), HIS_PASSPHRASE)

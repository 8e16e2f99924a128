"""
From a product of an application to the final bytes of its paper: typeset once, with the sealed QR and the sentence.

It refuses to know keys of signers, and to prepare a draft.
"""

import datetime
import re
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from loket.core.proof.code import VerificationCode
from loket.core.proof.facts import SHORT, facts_digest
from loket.core.proof.payload import QrPayload, initials_of, number_for_qr, sealed
from loket.core.register.change import Act, Paper
from loket.documents import services as documents
from loket.entries.records import ProductRecord
from loket.offices import queries as offices
from loket.offices.records import Officer, OfficeRecord, Seat
from loket.register import queries as register
from loket.signing import models
from loket.signing.certificates import issuer_of
from loket.signing.keeping import keep_pdf
from loket.signing.refusals import PaperIsDraft

ON_BLANKS: Final = frozenset({Paper.KTP_EL.value, Paper.KIA.value})
"""Papers printed on blanks, which nobody signs electronically here. Basis: Permendagri 109/2019 ps. 12 and ps. 21."""
_REGISTERS: Final = "dinas"
_LONGEST_KIND: Final = 24
_PERSONAL: Final = re.compile(r"\d{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs in a batch, with which certificate and seal, when; `seat` is the one of this case."""

    officer: Officer
    seat: Seat
    certificate: models.SignerCertificate
    seal: Ed25519PrivateKey
    at: datetime.datetime


def signable(products: tuple[ProductRecord, ...], office: OfficeRecord) -> tuple[ProductRecord, ...]:
    """
    The papers of an application to sign: issued, not on a blank, and of one issued again only the later.

    What a sub-district signs is its own letter of introduction; KK, akta and the rest are made legal at the Dinas.
    Basis: UU 23/2006 jo. UU 24/2013 ps. 7 and ps. 8 (the regency's own office carries the registration out).
    """
    if office.kind != _REGISTERS:
        return ()
    issued = (one for one in products if one.act == Act.ISSUE and one.paper not in ON_BLANKS)
    return tuple({(one.paper, one.resident_ids, one.family_id): one for one in issued}.values())


def prepare(product: ProductRecord, signing: Signing, *, attempt: int, key: UUID) -> models.SignedPaper:
    """
    Typeset the paper of a product for this signer, keep its bytes, and return the row that is to be written.

    Raises PaperIsDraft, and what `documents.services.gather` and `typeset` raise; then nothing is kept.
    """
    request = documents.request_for(product, signing.officer.office_key)
    office = offices.office_by_id(signing.officer.office_id)
    signer = documents.signer_of(signing.officer, office, signing.seat)
    record = documents.gather(replace(request, signer=signer), printed_at=signing.at)
    if record.issue.draft:
        raise PaperIsDraft(paper=product.paper, why="; ".join(record.issue.draft))
    code = VerificationCode.new()
    record = _framed(record, certificate=sentence(code, issuer_of(signing.certificate)))
    payload, facts = _payload(product, record, code)
    text = sealed(payload, signing.seal)
    pdf = documents.paper_pdf(_framed(record, code=text))
    return models.SignedPaper(
        uuid=uuid4(),
        key=key,
        office_id=office.id,
        resi=product.resi,
        product=product.id,
        attempt=attempt,
        paper=product.paper,
        subject=subject_of(product),
        number=payload.number,
        initials=payload.initials,
        issued_on=payload.issued_date,
        code=code.letters,
        facts=facts.hex(),
        payload=text,
        prepared_sha256=keep_pdf(office.key, pdf),
        certificate=signing.certificate,
        signer_title=signer.title,
        signer_name=signer.name,
        request_id=uuid4(),
        person=signing.officer.person,
        acted_as=signing.officer.signature(signing.seat),
        at=signing.at,
    )


def subject_of(product: ProductRecord) -> str:
    """Whose later paper takes the place of this one: a KK that of the same family; akta and letters stay beside each other."""
    return str(product.family_id) if product.paper == Paper.KK and product.family_id else ""


def sentence(code: VerificationCode, issuer: str) -> str:
    """What a signed paper says of its signature. Basis: UU 11/2008 jo. UU 1/2024 ps. 5 and ps. 11."""
    where = f"{settings.VERIFY_ADDRESS}/verifikasi" if settings.VERIFY_ADDRESS else "halaman verifikasi kantor"
    return (
        f"Dokumen ini ditandatangani secara elektronik memakai sertifikat elektronik yang diterbitkan {issuer}. "
        f"Kode verifikasi {code}; periksa keasliannya di {where}."
    )


def facts_of(page: documents.Page) -> dict[str, object]:
    """What a sheet says, without its QR: the same words give the same digest whatever the layout."""
    texts = {name: value for name, value in page.sheet.texts.items() if name != "code"}
    return {"template": page.template, "title": page.sheet.title, "texts": texts}


def _framed(record: Any, **frame: str) -> Any:
    return replace(record, issue=replace(record.issue, **frame))


def _payload(product: ProductRecord, record: Any, code: VerificationCode) -> tuple[QrPayload, bytes]:
    facts = facts_digest(facts_of(documents.page_of(record)))
    payload = QrPayload(
        code=code.letters,
        kind=kind_in_qr(Paper(product.paper)),
        number=number_in_qr(record.issue.number or product.number),
        issued_date=record.issue.issued_date,
        initials=initials_of(_whose(product)),
        facts=facts[:SHORT],
        address=f"{settings.VERIFY_ADDRESS}/V/".upper() if settings.VERIFY_ADDRESS else "",
    )
    return payload, facts


def kind_in_qr(paper: Paper) -> str:
    """The kind of a paper as its QR names it, `AKTA-KELAHIRAN`; a very long one is cut."""
    return paper.name.replace("_", "-")[:_LONGEST_KIND].rstrip("-")


def number_in_qr(number: str) -> str:
    """The number of a paper; empty where it is the number of a KK or a person."""
    spelled = number_for_qr(number)
    return "" if _PERSONAL.search(spelled) else spelled


def _whose(product: ProductRecord) -> str:
    """Whose paper it is: the head of the KK for a KK, else the first whom it names."""
    if product.paper == Paper.KK or not product.resident_ids:
        family = product.family_id
        named = register.families_named([family]).get(family) if family else None
        return named.head_name if named else ""
    person = register.people(product.resident_ids[:1]).get(product.resident_ids[0])
    return person.full_name if person else ""

"""Drafts for tests: begun, filled with a picture, sent."""

import io
import uuid

from PIL import Image

from loket.casework import services as casework
from loket.casework.records import Applicant
from loket.casework.store.rows import read_case
from loket.core.engine import Complete, Return, ReturnLine
from loket.core.terms import HomeCode
from loket.home import services
from loket.home.services import Letter
from tests.apps.factories import SARI, budi

ANSWERS: dict[str, object] = {"keperluan": "kk-rusak", "pindahan": False, "beda_data": False}
LETTER = Letter(SARI, ANSWERS)


def photo(shade: int = 0) -> bytes:
    """A small photograph; another for each shade."""
    content = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 90)).save(content, "JPEG")
    return content.getvalue()


def begun() -> HomeCode:
    """A draft of Bintan's KK with one picture."""
    _draft, code = services.begin("bintan", "kk", {"full_name": "Sari Wulandari"})
    services.add_file(code, "pengantar", "surat.jpg", photo())
    return code


def sent(applicant: Applicant = SARI) -> tuple[HomeCode, str]:
    """A draft that was sent, and the resi of its case."""
    code = begun()
    return code, services.send(code, Letter(applicant, ANSWERS), of_round=0).resi


def send_back(resi: str) -> None:
    """The counter takes the file in and sends it back with two faults."""
    row = read_case(resi)
    assert row is not None
    taken = casework.act(resi, Complete("diterima"), officer=budi(), version=row.version, key=uuid.uuid4())
    lines = (
        ReturnLine("f-1-15", "berkas-kurang", "Belum ditandatangani"),
        ReturnLine("pengantar", "berkas-kurang", "Tidak terbaca"),
    )
    back = Return("tidak-lengkap", lines)
    casework.act(resi, back, officer=budi(), version=taken.version, key=uuid.uuid4())

"""Applying from home with a telephone, over a line that drops, and mending what the counter sent back."""

import io
import random
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Route, expect

from tests.journeys.personas import OfficerDesk

BUDI = "bintan.budi"
MAYA, NIK = "Maya Lestari", "9901016304850088"
BROKEN = {"keperluan": "kk-rusak", "pindahan": "tidak", "beda_data": "tidak"}
LETTER, FORM, OLD_KK, CARD = "pengantar", "f-1-15", "kk-lama", "ktp-el"


def photograph(folder: Path, name: str) -> Path:
    """A picture that no line of a village takes in one piece."""
    noise = random.Random(name).randbytes(700 * 500 * 3)
    content = io.BytesIO()
    Image.frombytes("RGB", (700, 500), noise).save(content, "JPEG", quality=92)
    path = folder / f"{name}.jpg"
    path.write_bytes(content.getvalue())
    return path


def answers(citizen: OfficerDesk, **chosen: str) -> None:
    """Touch the answers and go on."""
    for name, value in chosen.items():
        citizen.page.locator(f"[name='a-{name}'][value='{value}']").check()
    citizen.press("Lanjut")


def uploads(citizen: OfficerDesk, requirement: str, file: Path) -> None:
    """Choose a photograph: the page sends it by itself, and shows it when it is checked."""
    with citizen.leaving():
        citizen.page.locator(f"[data-upload='{requirement}'] input[type=file]").set_input_files(file)
    expect(citizen.page.locator(f"[data-upload='{requirement}'] .held")).to_have_count(1)


class Tunnel:
    """A line that drops again and again: of the parts of a file every second is lost, its answer or itself."""

    def __init__(self) -> None:
        self.parts = 0
        self.lost = 0

    def __call__(self, route: Route) -> None:
        self.parts += 1
        if self.parts % 2:
            route.continue_()
            return
        self.lost += 1
        if self.lost % 2:
            # The server has it; the answer never comes.
            route.fetch()
        route.abort("internetdisconnected")


def applies(citizen: OfficerDesk, folder: Path) -> tuple[str, str]:
    """From the page of the service to the resi, with every mistake on the way; the code and the resi."""
    citizen.visit("/layanan/bintan/kk/")
    citizen.follow("Ajukan dari rumah")
    citizen.press("Mulai")
    citizen.press("Lanjut", status=422)
    citizen.sees("Pilih salah satu jawaban.")
    answers(citizen, **BROKEN)
    citizen.press("Lanjut", status=422)
    citizen.sees("Isi nama lengkap pemohon.", "NIK terdiri dari 16 angka")
    for label, typed in (("Nama lengkap pemohon", MAYA), ("NIK pemohon", NIK), ("Nomor telepon", "0813 7000 4822")):
        citizen.page.get_by_label(label).fill(typed)
    citizen.press("Lanjut")
    citizen.press("Lanjut", status=422)
    citizen.sees("Belum ada foto atau PDF untuk: Pengantar RT/RW")
    tunnel = Tunnel()
    citizen.page.route("**/unggah/*-*/?offset=*", tunnel)
    uploads(citizen, LETTER, photograph(folder, LETTER))
    assert tunnel.lost >= 2
    citizen.page.unroute_all()
    for requirement in (FORM, OLD_KK, CARD):
        uploads(citizen, requirement, photograph(folder, requirement))
    citizen.press("Lanjut")
    citizen.sees(MAYA, "KK rusak", "Pengantar RT/RW")
    citizen.press("Kirim permohonan", status=422)
    citizen.page.get_by_role("checkbox").check()
    citizen.press("Kirim permohonan")
    citizen.sees("Permohonan Anda sudah dikirim", "Sekarang di: Front Office")
    said = citizen.words()
    code = re.search(r"Kode permohonan: (\S+)", said)
    resi = re.search(r"Nomor resi Anda: (\S+)", said)
    assert code is not None
    assert resi is not None
    return code[1], resi[1]


def mends(citizen: OfficerDesk, code: str, folder: Path) -> None:
    """On another telephone, by the code that was written down, and over a line that drops again."""
    citizen.page.context.clear_cookies()
    citizen.visit("/ajukan/")
    citizen.page.get_by_label("Kode permohonan").fill(code)
    citizen.press("Buka")
    citizen.sees("Menunggu Anda", "Belum ditandatangani", "Stempel RT tidak terlihat")
    citizen.follow("Perbaiki sekarang")
    citizen.does_not_see("KTP-el pemohon")
    citizen.press("Kirim perbaikan", status=422)
    citizen.sees("Belum ada yang diperbaiki.")
    citizen.page.route("**/unggah/*-*/?offset=*", Tunnel())
    uploads(citizen, FORM, photograph(folder, "baru"))
    citizen.page.unroute_all()
    note = "Sudah saya tanda tangani; stempel ada di sudut kanan."
    citizen.page.get_by_label("Apa yang sudah Anda perbaiki").fill(note)
    citizen.press("Kirim perbaikan")
    citizen.sees("Sedang diproses")

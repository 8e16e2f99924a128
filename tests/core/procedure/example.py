"""A small whole procedure, and how tests make variants of it."""

from pathlib import Path

from loket.core.procedure.document import parse
from loket.core.procedure.model import Procedure
from loket.core.procedure.reader import Reading, read

EXAMPLE = """\
format: 1
identity: {office: "99.01", name: Contoh, source: {file: contoh.txt, lines: [1, 9]}}
service: kk
product: Kartu Keluarga (KK)
actors:
  pemohon: {title: Pemohon, kind: applicant, assisted_by: [loket]}
  loket: {title: Loket, positions: [loket]}
  kasi: {title: Kasi, positions: [kasi]}
  kadis: {title: Kadis, positions: [kadis]}
questions:
  pindahan: {text: Apakah pindahan?}
  keperluan: {text: Untuk apa?, kind: choice, choices: {baru: Baru, hilang: Hilang}}
requirements:
  kk: {text: Kartu Keluarga, copies: 1}
return_reasons: {berkas-kurang: Berkas kurang}
books:
  buku: {title: Buku register}
clock: {promise: 3 hari kerja, starts_after: periksa, stops_after: serahkan}
steps:
  - id: ajukan
    no: "1"
    actor: pemohon
    activity: Mengajukan permohonan
    acts: [submit]
    time: 5 menit
    outcomes: {diajukan: {label: Diajukan, next: periksa}}
  - id: periksa
    no: "2"
    actor: loket
    activity: Memeriksa berkas
    acts: [check, register]
    book: buku
    time: 10 menit
    outcomes:
      lengkap: {label: Lengkap, next: verifikasi}
      kurang: {label: Kurang, return: ajukan, waits_for: applicant, incomplete: true}
  - id: verifikasi
    no: "3"
    actor: kasi
    activity: Memverifikasi dan memaraf
    acts: [verify, paraf]
    time: 10 menit
    outcomes:
      valid: {label: Valid, next: tanda-tangan}
      tidak-valid: {label: Tidak valid, return: periksa}
  - id: tanda-tangan
    no: "4"
    actor: kadis
    activity: Menandatangani
    acts: [sign]
    time: 10 menit
    outcomes:
      selesai: {label: Ditandatangani, next: serahkan}
      koreksi: {label: Koreksi, return: periksa, voids: [verifikasi]}
  - id: serahkan
    no: "5"
    actor: loket
    activity: Menyerahkan kepada pemohon
    acts: [hand_over]
    time: 5 menit
    source_line: 7
    outcomes: {selesai: {label: Diserahkan, end: finished}}
"""


def variant(*replacements: tuple[str, str]) -> str:
    """The example with pieces of its text replaced; a piece that is not there fails the test."""
    text = EXAMPLE
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def example(*replacements: tuple[str, str]) -> Procedure:
    """The example as a procedure, with pieces of its text replaced."""
    return Procedure.model_validate(parse(variant(*replacements), "contoh.yaml").data)


def stored(root: Path, text: str = EXAMPLE, place: str = "kantor/kk/2026-01-02.yaml") -> Reading:
    """The text written to a file of a folder, and read again."""
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return read(path)

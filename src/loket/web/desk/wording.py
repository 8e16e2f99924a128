"""What the core and the SOPs say, in the language of the screen; printed names keep their words and get a gloss."""

import re
from dataclasses import replace
from functools import cache
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.core.problems import Problem
from loket.core.procedure.acts import ACTS
from loket.core.procedure.services import SERVICES
from loket.core.queue.ticket import STATES

_STEP = re.compile(r"(?P<no>\S+\.) (?P<acts>.+)")
_TITLES: Final = frozenset(act.title for act in ACTS.values())
# Whom a breach was not told to, as its refusal names them.
_UNTOLD: Final = (
    gettext_noop("orang yang terkena"),
    gettext_noop("lembaga"),
    gettext_noop("orang yang terkena dan lembaga"),
)
_LABELS: Final = frozenset(field.label for act in ACTS.values() for field in act.fields) | frozenset(_UNTOLD)
_STATES: Final = frozenset(STATES.values())
_BOOKS: Final = (gettext_noop("buku register"), gettext_noop("buku agenda"))
# What the core says with something filled in, which therefore cannot be looked up as it stands.
_TERMS: Final = (
    gettext_noop("NIK hanya berisi angka."),
    gettext_noop("Ketik 16 angka seperti tercetak di KK."),
    gettext_noop("NIK harus 16 angka, yang diketik {count} angka."),
    gettext_noop("Periksa kembali pada KK atau KTP-el."),
    gettext_noop("Angka 7–10 NIK ({digits}) bukan tanggal lahir yang mungkin."),
    gettext_noop("Tanggal lahir perempuan ditambah 40."),
    gettext_noop("NIK memuat kode wilayah atau nomor urut nol."),
    gettext_noop("Nomor resi terdiri dari 12 huruf dan angka, misalnya 7K2M-94QX-B3TD."),
    gettext_noop("Pindai kode pada resi, atau ketik ulang."),
    gettext_noop("Buka kembali pada “{step}”"),
    # For what data is opened, an order to wait, and the breach register.
    gettext_noop("Pilih untuk apa data ini dibuka."),
    gettext_noop("Tulis alasannya dengan beberapa kata."),
    gettext_noop("Misalnya: menanyakan alamat lewat telepon, nama penelepon Agus."),
    gettext_noop("Isi seperti tertulis pada suratnya."),
    gettext_noop("Isi tanggal surat, paling lambat hari ini."),
    gettext_noop("Isi tanggal sesudah hari ini, paling lama setahun lagi."),
    gettext_noop("Perintah yang lebih lama diperbarui dengan surat baru."),
    gettext_noop("Waktu ditemukan tidak boleh di masa depan."),
    gettext_noop("Isi masa kejadian, atau pilih berkas yang keluar."),
    gettext_noop("Bila belum diketahui, centang yang mengatakannya."),
    gettext_noop("Kosongkan tanggalnya, atau hapus centang ini."),
    gettext_noop("Isi awal dan akhir masa kejadian, atau kosongkan keduanya."),
    gettext_noop("Akhir masa kejadian sebelum awalnya."),
    gettext_noop("Tulis dengan beberapa kata."),
    # A form of paper of the survey, and the plan that follows.
    gettext_noop("Isi tanggal pada lembar, paling lama setahun lalu."),
    gettext_noop("Pilih unsurnya."),
    gettext_noop("Isi siapa yang mengerjakannya."),
    gettext_noop("Isi tanggal sesudah awal semester."),
    # The words of a message, and to whom it goes.
    gettext_noop("Isi teks pesannya."),
    gettext_noop("Teks paling panjang {most} tanda; ini {length}."),
    gettext_noop("Tulis teks dalam satu baris, tanpa tanda yang tidak tercetak."),
    gettext_noop("Ada kurung kurawal tanpa pasangan."),
    gettext_noop("Tulis variabel seperti {names}."),
    gettext_noop("Pesan ini tidak mengenal variabel {name}."),
    gettext_noop("Yang ada: {names}."),
    gettext_noop("Teks harus memuat {name}."),
    gettext_noop("Teks memuat nomor 16 angka, seperti NIK atau nomor KK."),
    gettext_noop("Nomor telepon ini tidak dapat dikirimi pesan."),
    gettext_noop("Alamat surel ini tidak dapat dikirimi pesan."),
    # The rules of a queue.
    gettext_noop("Beri huruf pada paling sedikit satu layanan."),
    gettext_noop("Isi satu huruf dari A sampai Z."),
    gettext_noop("Huruf {letter} tidak dipakai layanan mana pun."),
    gettext_noop("Huruf {letter} belum dipanggil loket mana pun."),
    gettext_noop("Isi angka dari {least} sampai {most}."),
)


def said(problem: Problem) -> Problem:
    """What is wrong with a number or code that was typed."""
    return replace(problem, sentence=retold(problem.sentence), hint=retold(problem.hint))


def told(value: object) -> object:
    """A value that a refusal names: the title of a step and the labels of fields in the language of the screen."""
    if not isinstance(value, str):
        return value
    if value in _STATES:
        return _(value)
    step = _STEP.fullmatch(value)
    if step and _TITLES.issuperset(step["acts"].split(", ")):
        return f"{step['no']} {', '.join(_(title) for title in step['acts'].split(', '))}"
    labels = value.split(", ")
    return ", ".join(_(label) for label in labels) if _LABELS.issuperset(labels) else value


def service_title(service: str, otherwise: str = "") -> str:
    """A service by its common name, which is shorter than the printed one."""
    return _(SERVICES[service]) if service in SERVICES else otherwise or service.upper()


def book_title(title: str) -> str:
    """The title of a book as printed; in another language with the kind of book it is."""
    kind = next((kind for kind in _BOOKS if title.lower().startswith(kind)), "")
    return title if not kind or _(kind) == kind else f"{title} ({_(kind)})"


def retold(text: str) -> str:
    """A sentence of the core; one that is not known here stays as it is."""
    for message in _TERMS:
        found = _pattern(message).fullmatch(text)
        if found:
            return _(message).format(**{name: told(value) for name, value in found.groupdict().items()})
    return text


@cache
def _pattern(message: str) -> re.Pattern[str]:
    fixed = re.split(r"\{(\w+)\}", message)
    return re.compile("".join(f"(?P<{part}>.*)" if place % 2 else re.escape(part) for place, part in enumerate(fixed)))

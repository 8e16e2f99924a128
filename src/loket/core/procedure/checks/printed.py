"""Oddities of the printed form: gaps in numbering, missing components, rows that hold several acts, cut sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, get_args

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.model import ComponentKey

COMPONENTS: Final = {
    "dasar-hukum": "Dasar Hukum",
    "persyaratan": "Persyaratan Pelayanan",
    "prosedur": "Sistem, Mekanisme dan Prosedur",
    "jangka-waktu": "Jangka Waktu Penyelesaian",
    "biaya": "Biaya/Tarif",
    "produk": "Produk Pelayanan",
    "sarana": "Sarana dan Prasarana",
    "kompetensi": "Kompetensi Pelaksana",
    "pengawasan": "Pengawasan Internal",
    "pengaduan": "Penanganan Pengaduan",
    "jumlah-pelaksana": "Jumlah Pelaksana",
    "jaminan-pelayanan": "Jaminan Pelayanan",
    "jaminan-keamanan": "Jaminan Keamanan dan Keselamatan",
    "evaluasi": "Evaluasi Kinerja Pelaksana",
}
_LIST_MARK: Final = re.compile(r"(?:^|\s)(?:-|\d+[.)])\s+(?=\w)")
_DANGLING: Final = frozenset({"ke", "kepada", "untuk", "dan", "atau", "oleh", "dari", "dengan", "di", "yang", "pada"})


def number_gap(subject: Subject) -> Iterator[Problem]:
    """Oddity: the row numbers skip one, or do not run upward."""
    numbered = [(index, step, step.no.rstrip(". ")) for index, step in subject.steps]
    counted = [(index, step, int(no)) for index, step, no in numbered if no.isascii() and no.isdigit()]
    for (_, _, before), (index, step, after) in pairwise(counted):
        place = ("steps", index, "no")
        if after > before + 1:
            missing = ", ".join(str(number) for number in range(before + 1, after))
            sentence = f"Nomor langkah melompat dari {before} ke {after}: baris {missing} tidak ada."
            hint = "Tanyakan kepada kantor apakah ada langkah yang hilang; nomor tercetak tidak diubah."
            yield subject.warning("number-gap", sentence, hint, *place, source=step.source_line)
        elif after <= before:
            sentence = f"Nomor langkah {after} datang sesudah nomor {before}."
            hint = "Periksa urutan langkah; nomor tercetak tidak diubah."
            yield subject.warning("number-order", sentence, hint, *place, source=step.source_line)


def flow_table_missing(subject: Subject) -> Iterator[Problem]:
    """Oddity: there is no flow table, the steps were read from sentences."""
    if subject.procedure.flow == "text":
        sentence = "Sumber tidak memuat tabel alur; langkah-langkahnya dibaca dari kalimat dan waktunya tidak tercetak."
        hint = "Mintalah kantor mengesahkan susunan langkah ini."
        yield subject.warning("flow-table-missing", sentence, hint, "flow", source=subject.printed_at("flow"))


def component_missing(subject: Subject) -> Iterator[Problem]:
    """Oddity: a standar pelayanan without all its 14 components. Basis: Permenpan-RB 15/2014."""
    standard = subject.procedure.standard
    if standard is None:
        return
    present = {component.key for component in standard.components}
    missing = [COMPONENTS[key] for key in get_args(ComponentKey) if key not in present]
    if missing:
        total = len(COMPONENTS)
        sentence = (
            f"Standar pelayanan memuat {total - len(missing)} dari {total} komponen; tidak ada: {', '.join(missing)}."
        )
        hint = "Lengkapi bila standar pelayanan direvisi (Permenpan-RB 15/2014)."
        place = ("standard", "components")
        yield subject.warning("component-missing", sentence, hint, *place, source=subject.printed_at("standard"))


def two_acts_in_a_row(subject: Subject) -> Iterator[Problem]:
    """Oddity: one row of the table lists several activities."""
    for index, step in subject.steps:
        if _LIST_MARK.match(step.activity) and len(_LIST_MARK.findall(step.activity)) > 1:
            count = len(_LIST_MARK.findall(step.activity))
            sentence = f"Baris {step.no} (“{step.id}”) memuat {count} kegiatan sekaligus."
            hint = "Dijalankan sebagai satu langkah; bagilah bila SOP direvisi."
            place = ("steps", index, "activity")
            yield subject.warning("two-acts-in-a-row", sentence, hint, *place, source=step.source_line)


def sentence_cut(subject: Subject) -> Iterator[Problem]:
    """Oddity: the sentence of a step breaks off, or names an actor and no deed."""
    titles = {actor.title.casefold() for actor in subject.procedure.actors.values()}
    for index, step in subject.steps:
        words = step.activity.casefold().split()
        if (words and words[-1] in _DANGLING) or step.activity.casefold() in titles:
            sentence = f"Kalimat langkah {step.no} (“{step.id}”) terpotong: “{step.activity}”."
            hint = "Tulis bacaannya dalam `reading`, dan mintalah kantor melengkapinya."
            place = ("steps", index, "activity")
            yield subject.warning("sentence-cut", sentence, hint, *place, source=step.source_line)


def product_needs_other_office(subject: Subject) -> Iterator[Problem]:
    """Oddity: the product leaves this office before it is valid."""
    elsewhere = subject.procedure.legalised_by
    if elsewhere is not None:
        last = subject.procedure.steps[-1]
        sentence = f"Produk “{subject.procedure.product}” belum sah; masih harus disahkan di {elsewhere}."
        hint = "Pemohon harus diberi tahu ke mana ia pergi sesudah ini."
        yield subject.warning("product-needs-other-office", sentence, hint, "legalised_by", source=last.source_line)


def revised_after_effective(subject: Subject) -> Iterator[Problem]:
    """Oddity: a revision later than the day from which the SOP holds."""
    identity = subject.procedure.identity
    revised, effective = identity.revised, identity.effective
    if revised and effective and revised.date and effective.date and revised.date > effective.date:
        sentence = f"Tanggal revisi ({revised.printed}) sesudah tanggal efektif ({effective.printed})."
        hint = "Tanyakan kepada kantor sejak kapan revisi itu berlaku."
        place = ("identity", "revised")
        yield subject.warning("revised-after-effective", sentence, hint, *place, source=subject.printed_at("revised"))


def template(subject: Subject) -> Iterator[Problem]:
    """Oddity: the procedure is a template, which no document prints."""
    if subject.procedure.template is not None:
        sentence = f"Prosedur ini templat menurut pola “{subject.procedure.template.pattern}”, bukan dari sumber."
        hint = "Mintalah kantor mengesahkannya, atau ganti dengan SOP kantor itu sendiri."
        yield subject.warning("template", sentence, hint, "template", source=subject.printed_at("identity"))


def template_claims_print(subject: Subject) -> Iterator[Problem]:
    """A template names no line of a print for its steps and components: there is none."""
    if subject.procedure.template is None:
        return
    components = subject.procedure.standard.components if subject.procedure.standard else ()
    rows: list[tuple[tuple[str | int, ...], int | None]] = [
        *((("steps", index), step.source_line) for index, step in subject.steps),
        *((("standard", "components", index), part.source_line) for index, part in enumerate(components)),
    ]
    for place, line in rows:
        if line is not None:
            sentence = f"Templat menyebut baris sumber {line}, padahal tidak tercetak di mana pun."
            yield subject.error("template-claims-print", sentence, "Hapus `source_line`.", *place, "source_line")


RULES = (
    template,
    template_claims_print,
    number_gap,
    flow_table_missing,
    component_missing,
    two_acts_in_a_row,
    sentence_cut,
    product_needs_other_office,
    revised_after_effective,
)

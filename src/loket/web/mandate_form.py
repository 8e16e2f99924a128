"""The form of a mandate, for the counter and for home: who is let, for what, until when."""

import datetime
from collections.abc import Collection, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.collection.records import MandateWish, Relation, Scope, Taker
from loket.core.problems import BadTerm, Problem
from loket.core.terms import Nik
from loket.web.desk.fields import FormField

SCOPES: Final[Mapping[Scope, str | Promise]] = {
    Scope.COLLECT: gettext_lazy("Mengambil dokumen"),
    Scope.CORRECT: gettext_lazy("Melengkapi atau memperbaiki berkas"),
    Scope.APPLY: gettext_lazy("Mengajukan permohonan"),
}
RELATIONS: Final[Mapping[Relation, str | Promise]] = {
    Relation.SPOUSE: gettext_lazy("Suami atau istri"),
    Relation.CHILD: gettext_lazy("Anak"),
    Relation.PARENT: gettext_lazy("Orang tua"),
    Relation.SIBLING: gettext_lazy("Saudara"),
    Relation.OTHER: gettext_lazy("Orang lain"),
}
USUAL: Final = datetime.timedelta(days=30)


LATER: Final = (Scope.COLLECT, Scope.CORRECT)
"""For what a mandate is given when the application is there already; to apply it only renews that of whoever sent it."""


def mandate_fields(today: datetime.date, *, scopes: Collection[Scope]) -> tuple[FormField, ...]:
    """What is asked; from home a mandate is for collecting alone, so nothing is asked of its scope."""
    until = (today + USUAL).isoformat()
    ticks = tuple(
        FormField(f"scope_{one}", str(words), "tick", "1" if one is Scope.COLLECT else "", required=False)
        for one, words in SCOPES.items()
        if one in scopes
    )
    return (
        FormField("taker_name", _("Nama lengkap penerima kuasa"), hint=_("Seperti pada KTP-el.")),
        FormField("taker_nik", _("NIK penerima kuasa"), "nik", hint=_("16 angka, seperti tercetak di KTP-el atau KK.")),
        FormField(
            "relation",
            _("Hubungan dengan pemohon"),
            "choice",
            choices=tuple((str(one), str(words)) for one, words in RELATIONS.items()),
        ),
        FormField(
            "taker_phone",
            _("Nomor telepon penerima kuasa"),
            "tel",
            required=False,
            hint=_("Agar ia diberi tahu bahwa kuasa ini dibuat atau dicabut."),
        ),
        FormField("valid_until", _("Berlaku sampai"), "date", until),
        *ticks,
    )


def mandate_in(typed: Mapping[str, str], *, scopes: bool, paper: str = "") -> MandateWish:
    """The mandate as typed, in good shape; see `faults_of_mandate`."""
    chosen = {one for one in Scope if typed.get(f"scope_{one}")} if scopes else {Scope.COLLECT}
    until = datetime.date.fromisoformat(typed["valid_until"])
    taker = Taker(typed["taker_name"], typed["taker_nik"], Relation(typed["relation"]), typed.get("taker_phone", ""))
    return MandateWish(taker, frozenset(chosen), until, paper)


def faults_of_mandate(typed: Mapping[str, str], *, scopes: bool) -> tuple[Problem, ...]:
    """What does not read, all of it at once."""
    found = []
    if not typed.get("taker_name", "").strip():
        found.append(Problem("field-empty", _("Isi nama penerima kuasa."), field="taker_name"))
    try:
        Nik.parse(typed.get("taker_nik", ""))
    except BadTerm as bad:
        sentence = _("NIK terdiri dari 16 angka; periksa lagi pada KTP-el atau KK.")
        found.append(Problem(bad.problem.id, sentence, field="taker_nik"))
    if typed.get("relation", "") not in set(Relation):
        found.append(Problem("field-empty", _("Pilih hubungannya dengan pemohon."), field="relation"))
    try:
        datetime.date.fromisoformat(typed.get("valid_until", ""))
    except ValueError:
        found.append(Problem("date-shape", _("Tulis sampai tanggal berapa kuasa ini berlaku."), field="valid_until"))
    if scopes and not any(typed.get(f"scope_{one}") for one in Scope):
        found.append(Problem("mandate-incomplete", _("Pilih untuk apa kuasa ini."), field=f"scope_{Scope.COLLECT}"))
    return tuple(found)

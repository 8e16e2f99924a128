"""What is asked on the pages of an application, and whether it was answered well enough to be sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from loket.casework.records import Applicant
from loket.core.problems import BadTerm, Problem
from loket.core.procedure.model import Procedure
from loket.core.procedure.requirements import alternatives
from loket.core.terms import Nik
from loket.home.queries import DraftRecord, HeldPaper
from loket.home.services import Letter
from loket.web.desk.fields import FormField
from loket.web.message_languages import MESSAGE_LANGUAGES, language_of, screen_language
from loket.web.portal.offer import matters_of
from loket.web.questions import AskedQuestion, answers_in, asked_of

MANDATE: Final = "surat-kuasa"
"""The paper of whoever applies for another. Basis: form F-1.07, Permendagri 109/2019."""
_SHORTEST_PHONE: Final = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """One paper to upload, or one of several of which one will do; with what was uploaded for each."""

    choices: tuple[tuple[str, str, tuple[HeldPaper, ...]], ...]

    @property
    def field(self) -> str:
        """By what the error summary finds it."""
        return f"berkas-{self.choices[0][0]}"

    @property
    def is_there(self) -> bool:
        """Whether something was uploaded for it."""
        return any(held for _name, _text, held in self.choices)


def applicant_fields() -> tuple[FormField, ...]:
    """Who applies, and for whom."""
    return (
        FormField("full_name", _("Nama lengkap pemohon"), hint=_("Seperti pada KTP-el atau KK.")),
        FormField("nik", _("NIK pemohon"), "nik", hint=_("16 angka, ada pada KTP-el dan KK.")),
        FormField("phone", _("Nomor telepon"), "tel", hint=_("Untuk kabar tentang permohonan ini.")),
        FormField("language", _("Bahasa pesan"), "choice", choices=MESSAGE_LANGUAGES),
        FormField(
            "subject",
            _("Untuk siapa atau untuk apa"),
            required=False,
            hint=_("Misalnya: KK keluarga Sari, atau nama anak."),
        ),
        FormField(
            "proxy",
            _("Nama Anda, bila mengajukan untuk orang lain"),
            required=False,
            hint=_("Diperlukan surat kuasa (F-1.07), yang difoto pada halaman berikutnya."),
        ),
    )


def filled_fields(typed: Mapping[str, str]) -> tuple[FormField, ...]:
    """The fields of who applies with what was typed; messages come in the language of the screen until another is chosen."""
    said = {**typed, "language": language_of(typed, screen_language())}
    return tuple(field.filled(said) for field in applicant_fields())


def questions_of(procedure: Procedure, typed: Mapping[str, str]) -> tuple[AskedQuestion, ...]:
    """The guide questions that matter by what was answered so far."""
    return matters_of(procedure, asked_of(procedure, typed))


def answers_of(procedure: Procedure, typed: Mapping[str, str]) -> dict[str, object] | None:
    """The answers as conditions take them; None while one is open."""
    asked = asked_of(procedure, typed)
    answers = answers_in(procedure, asked)
    return answers if len(answers) == len(asked) else None


def wanted_papers(procedure: Procedure, draft: DraftRecord) -> tuple[Wanted, ...]:
    """What is to be uploaded, in printed order; of whoever acts for another the mandate as well. Nothing while a question is open."""
    answers = answers_of(procedure, draft.typed)
    groups = alternatives(procedure, answers) if answers is not None else ()
    asked = [[(name, procedure.requirements[name].text) for name in group] for group in groups]
    if draft.typed.get("proxy", "").strip():
        asked.append([(MANDATE, _("Surat kuasa dari pemohon (F-1.07), dengan foto KTP-el Anda"))])
    return tuple(Wanted(tuple((name, text, draft.papers_for(name)) for name, text in group)) for group in asked)


def faults_of_questions(procedure: Procedure, typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """Each question that matters and has no answer."""
    open_ones = (asked for asked in questions_of(procedure, typed) if asked.chosen is None)
    return tuple(Problem("field-empty", _("Pilih salah satu jawaban."), field=asked.field) for asked in open_ones)


def faults_of_applicant(typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with who applies."""
    return tuple(_of_applicant(typed))


def _of_applicant(typed: Mapping[str, str]) -> Iterator[Problem]:
    if not typed.get("full_name", "").strip():
        yield Problem("field-empty", _("Isi nama lengkap pemohon."), field="full_name")
    try:
        Nik.parse(typed.get("nik", ""))
    except BadTerm as bad:
        yield Problem(bad.problem.id, _("NIK terdiri dari 16 angka; periksa lagi pada KTP-el atau KK."), field="nik")
    phone = typed.get("phone", "")
    digits = sum(sign.isdigit() for sign in phone)
    if digits < _SHORTEST_PHONE or not Applicant("", phone=phone).phone_reads:
        yield Problem("phone-shape", _("Isi nomor telepon dengan angka, misalnya 0812 0000 0001."), field="phone")


def faults_of_papers(procedure: Procedure, draft: DraftRecord) -> tuple[Problem, ...]:
    """Each paper that was not uploaded."""
    lacking = (wanted for wanted in wanted_papers(procedure, draft) if not wanted.is_there)
    sentence = _("Belum ada foto atau PDF untuk: %(paper)s")
    return tuple(
        Problem("paper-missing", sentence % {"paper": wanted.choices[0][1]}, field=wanted.field) for wanted in lacking
    )


def letter_of(procedure: Procedure, typed: Mapping[str, str]) -> Letter:
    """What is sent, of a draft without faults."""
    said = {name: " ".join(typed.get(name, "").split()) for name in ("full_name", "nik", "phone", "subject", "proxy")}
    language = language_of(typed, screen_language())
    applicant = Applicant(said["full_name"], Nik.parse(said["nik"]).digits, said["phone"], said["subject"], language)
    return Letter(applicant, answers_of(procedure, typed) or {}, said["proxy"])

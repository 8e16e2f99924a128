"""What is asked on the pages of an application, and whether it was answered well enough to be sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from loket.casework.queries import may_be_applied_for
from loket.casework.records import MANDATE, Applicant
from loket.collection.records import Relation, Taker
from loket.collection.refusals import MandateToOneself
from loket.core.engine.guards import title_of
from loket.core.engine.refusals import NoProxy
from loket.core.problems import BadTerm, Problem
from loket.core.procedure.model import Procedure
from loket.core.procedure.requirements import alternatives
from loket.core.terms import Nik
from loket.home.queries import DraftRecord, HeldPaper
from loket.home.services import Letter
from loket.web.desk.fields import FormField
from loket.web.desk.pages import explained
from loket.web.mandate_form import RELATIONS
from loket.web.message_languages import MESSAGE_LANGUAGES, language_of, screen_language
from loket.web.portal.offer import matters_of
from loket.web.questions import AskedQuestion, answers_in, asked_of

FOR_WHOM: Final = "for_whom"
OWN: Final = "diri"
ANOTHER: Final = "kuasa"
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


def for_whom_field() -> FormField:
    """Whether the one at the telephone is the applicant."""
    own, another = _("Diri sendiri atau keluarga dalam KK saya"), _("Orang lain, dengan surat kuasa (F-1.07)")
    return FormField(
        FOR_WHOM, _("Anda mengajukan untuk siapa?"), "choice", OWN, choices=((OWN, own), (ANOTHER, another))
    )


def proxy_fields() -> tuple[FormField, ...]:
    """Who holds the mandate: asked of whoever applies for another."""
    return (
        FormField("proxy", _("Nama lengkap Anda, pemegang kuasa"), hint=_("Seperti pada KTP-el.")),
        FormField("proxy_nik", _("NIK Anda"), "nik", hint=_("16 angka, ada pada KTP-el dan KK.")),
        FormField(
            "proxy_relation",
            _("Anda adalah … dari pemohon"),
            "choice",
            choices=tuple((str(one), str(words)) for one, words in RELATIONS.items()),
        ),
    )


def applicant_fields() -> tuple[FormField, ...]:
    """Who applies, and about what."""
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
    )


def is_for_another(typed: Mapping[str, str]) -> bool:
    """Whether it is said that somebody else applies for the applicant."""
    return for_whom(typed) == ANOTHER


def for_whom(typed: Mapping[str, str]) -> str:
    """What was chosen; before anything was, oneself, but for a draft of earlier versions with the name of a proxy."""
    return typed.get(FOR_WHOM, ANOTHER if typed.get("proxy", "").strip() else OWN)


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
    if is_for_another(draft.typed):
        asked.append([(MANDATE, _("Surat kuasa dari pemohon (F-1.07), dengan foto KTP-el Anda"))])
    return tuple(Wanted(tuple((name, text, draft.papers_for(name)) for name, text in group)) for group in asked)


def faults_of_questions(procedure: Procedure, typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """Each question that matters and has no answer."""
    open_ones = (asked for asked in questions_of(procedure, typed) if asked.chosen is None)
    return tuple(Problem("field-empty", _("Pilih salah satu jawaban."), field=asked.field) for asked in open_ones)


def faults_of_applicant(procedure: Procedure, typed: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with who applies, and with who does it for another."""
    return (*_of_choice(procedure, typed), *(_of_proxy(typed) if is_for_another(typed) else ()), *_of_applicant(typed))


def _of_choice(procedure: Procedure, typed: Mapping[str, str]) -> Iterator[Problem]:
    if is_for_another(typed) and not may_be_applied_for(procedure):
        alone = NoProxy(step=title_of(procedure, procedure.first.id))
        yield Problem(alone.id, explained(alone), field=FOR_WHOM)
    elif for_whom(typed) not in {OWN, ANOTHER}:
        yield Problem("field-empty", _("Pilih untuk siapa Anda mengajukan."), field=FOR_WHOM)


def _of_proxy(typed: Mapping[str, str]) -> Iterator[Problem]:
    if not typed.get("proxy", "").strip():
        yield Problem("field-empty", _("Isi nama Anda sebagai pemegang kuasa."), field="proxy")
    try:
        own = Nik.parse(typed.get("proxy_nik", "")).digits
    except BadTerm as bad:
        sentence = _("NIK terdiri dari 16 angka; periksa lagi pada KTP-el atau KK.")
        yield Problem(bad.problem.id, sentence, field="proxy_nik")
    else:
        if own == "".join(filter(str.isdigit, typed.get("nik", ""))):
            oneself = MandateToOneself()
            sentence = _("NIK ini sama dengan NIK pemohon. Bila Anda pemohonnya, pilih “Diri sendiri”.")
            yield Problem(oneself.id, sentence, field="proxy_nik")
    if typed.get("proxy_relation", "") not in set(Relation):
        yield Problem("field-empty", _("Pilih hubungan Anda dengan pemohon."), field="proxy_relation")


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
    proxy = None
    if is_for_another(typed):
        proxy = Taker(said["proxy"], Nik.parse(typed["proxy_nik"]).digits, Relation(typed["proxy_relation"]))
    return Letter(applicant, answers_of(procedure, typed) or {}, proxy)

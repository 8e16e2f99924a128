"""Signing electronically: many files with one passphrase, the certificate that it opens, and papers nobody is sure of."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.casework import services as casework
from loket.core.engine import Complete
from loket.core.engine.refusals import NotAllowed
from loket.core.problems import Problem, Refusal
from loket.register import national
from loket.register import queries as register
from loket.signing import queries, services
from loket.signing.records import SignedItem
from loket.signing.refusals import NoSuchSignedPaper, PassphraseWrong, TokenPinWrong
from loket.signing.services import Passphrase
from loket.web.accounts.attempts import digest_of_passphrases, forget_attempts, register_attempt
from loket.web.accounts.stepping_up import password_field, password_problems, require_fresh_code
from loket.web.desk.bulk.choosing import chosen_items
from loket.web.desk.fields import FormField, marked
from loket.web.desk.navigation import does_step
from loket.web.desk.pages import Desk, desk_view, explained, fresh_key, key_of, page, problems_of, status_of
from loket.web.desk.signing.choosing import FileToSign, files_to_sign, signs

_MOST = 100
_STEP = "step"
_DRAFT = "paper-is-draft"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file or one of its papers, in words."""

    resi: str
    paper: str
    outcome: str
    sentence: str


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def sign(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The files that wait for the official's signature; sign the chosen ones and say what became of each."""
    files = files_to_sign(request, desk)
    if request.method != "POST":
        return _shown(request, desk, files)
    items = chosen_items(request.POST.getlist("item"))
    try:
        _require_choice(items)
        results = _signed(request, desk, files, items)
    except Refusal as refusal:
        return _again(request, desk, files, items, problems_of(refusal), status_of(refusal))
    except _Stopped as stopped:
        return _again(request, desk, files, items, (stopped.problem,), 422)
    return _shown(request, desk, files_to_sign(request, desk), results=results)


class _Stopped(Exception):
    """Nothing was chosen or too much, or the passphrase was guessed at too often."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.id)
        self.problem = problem


def _require_choice(items: Sequence[tuple[str, int]]) -> None:
    if not items:
        raise _Stopped(Problem("nothing-chosen", _("Belum ada berkas yang dipilih."), _("Pilih paling sedikit satu.")))
    if len(items) > _MOST:
        sentence = _("Paling banyak %(most)d berkas sekali jalan.") % {"most": _MOST}
        raise _Stopped(Problem("batch-too-large", sentence, _("Kurangi pilihan, lalu jalankan lagi.")))


@sensitive_variables("passphrase")
def _signed(
    request: HttpRequest, desk: Desk, files: tuple[FileToSign, ...], items: Sequence[tuple[str, int]]
) -> tuple[Result, ...]:
    """Finish the steps that are still open, then sign the papers of all that stand: each with its own result."""
    passphrase = Passphrase(request.POST.get("passphrase", ""))
    # Before anything is done: a step is not finished for a signature that cannot follow.
    _require_key(desk, passphrase)
    key = key_of(request)
    by_resi = {one.line.resi: one for one in files}
    unseen = {resi for resi, one in by_resi.items() if one.must_open}
    refused = tuple(Result(resi, "", "refused", _must_open()) for resi, _version in items if resi in unseen)
    open_steps = [item for item in items if item[0] in by_resi and by_resi[item[0]].outcome and item[0] not in unseen]
    stopped = _steps_done(desk, by_resi, open_steps, key) if open_steps else ()
    out = unseen | {one.resi for one in stopped}
    todo = [resi for resi, _version in items if resi not in out]
    signed = services.sign_batch(todo, desk.officer, passphrase, key, at=desk.now) if todo else ()
    finished = {resi for resi, _version in open_steps} - out
    without = finished - {one.resi for one in signed}
    only_steps = (Result(resi, "", "done", _no_paper()) for resi in todo if resi in without)
    return (*refused, *stopped, *only_steps, *(_result(one, finished) for one in signed))


def _require_key(desk: Desk, passphrase: Passphrase) -> None:
    """The passphrase opens the key, and is not guessed at: ten times in a quarter of an hour, as a password is."""
    who = digest_of_passphrases(desk.officer.person)
    if not register_attempt(who, timezone.now(), f"Frasa sandi petugas {desk.officer.person}"):
        raise _Stopped(Problem("attempts", _("Terlalu banyak percobaan. Tunggu 15 menit, lalu coba lagi.")))
    try:
        services.require_key(desk.officer, passphrase, at=desk.now)
    except (PassphraseWrong, TokenPinWrong):
        raise
    except Refusal:
        forget_attempts(who)
        raise
    forget_attempts(who)


def _no_paper() -> str:
    return _("Tidak ada surat dari berkas ini yang ditandatangani secara elektronik; langkahnya selesai.")


def _result(one: SignedItem, finished: set[str]) -> Result:
    """What became of a paper; where its step was finished a moment ago, that is said beside what was not signed."""
    lacks = one.outcome != "signed" and one.resi in finished
    sentence = f"{_('Langkahnya selesai.')} {one.sentence}" if lacks else one.sentence
    return Result(one.resi, one.paper, "draft" if one.problem_id == _DRAFT else one.outcome.value, sentence)


def _steps_done(
    desk: Desk, files: dict[str, FileToSign], items: Sequence[tuple[str, int]], key: uuid.UUID
) -> tuple[Result, ...]:
    """The files whose step was not finished, with the reason."""
    acted = casework.act_many(
        items, lambda resi: Complete(files[resi].outcome), officer=desk.officer, key=uuid.uuid5(key, _STEP)
    )
    return tuple(Result(one.resi, "", "refused", one.sentence) for one in acted if not one.ok)


def _must_open() -> str:
    return _("Berkas bertanda; buka dan baca dahulu, lalu pilih lagi.")


def _again(
    request: HttpRequest,
    desk: Desk,
    files: tuple[FileToSign, ...],
    items: Sequence[tuple[str, int]],
    problems: tuple[Problem, ...],
    status: int,
) -> HttpResponse:
    ticked = {resi for resi, _version in items}
    files = tuple(replace(one, chosen=one.line.resi in ticked) for one in files)
    title = _("Belum ada yang ditandatangani")
    key = str(key_of(request))
    return _shown(request, desk, files, problems=problems, problems_title=title, status=status, key=key)


def _shown(
    request: HttpRequest, desk: Desk, files: tuple[FileToSign, ...], status: int = 200, **more: Any
) -> HttpResponse:
    results = more.get("results", ())
    certificate = queries.certificate_of(desk.officer)
    context = {
        "files": files,
        "doubtful": queries.doubtful(desk.officer.office_id),
        "certificate": certificate,
        "own_numbers_draft": _own_numbers_draft(desk),
        "is_ended": certificate is not None and not certificate.valid_from <= desk.now <= certificate.valid_until,
        "fields": _certificate_fields(),
        "done": sum(one.outcome == "signed" for one in results),
        "key": fresh_key(),
        **more,
    }
    return page(request, "desk/signing/sign.html", context, status)


def _own_numbers_draft(desk: Desk) -> bool:
    """Whether the numbers that this office gives itself do not count yet, so that papers with them stay drafts."""
    chosen = register.settings_of(desk.officer.office_id)
    return chosen.national == national.LOCAL and not chosen.certificate


def _certificate_fields(problems: tuple[Problem, ...] = ()) -> tuple[FormField, ...]:
    hint = _("Paling sedikit 12 huruf; beberapa kata yang mudah Anda ingat. Tidak disimpan di mana pun.")
    fields = (
        FormField("new", _("Frasa sandi baru"), "new-password", hint=hint),
        FormField("again", _("Frasa sandi baru, sekali lagi"), "new-password"),
        password_field(),
    )
    return marked(fields, problems)


@sensitive_post_parameters("new", "again", "password")
@require_POST
@require_fresh_code
@desk_view
def certificate(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a key and a certificate for the official who asks; nobody else has a use for one."""
    if not does_step(desk, signs):
        raise NotAllowed
    problems = _certificate_made(request, desk)
    if not problems:
        messages.success(request, _("Sertifikat Anda sudah dibuat. Frasa sandinya hanya Anda yang tahu."))
        return redirect("desk:sign")
    files = files_to_sign(request, desk)
    return _shown(request, desk, files, problems=problems, fields=_certificate_fields(problems), status=422)


@sensitive_variables("typed")
def _certificate_made(request: HttpRequest, desk: Desk) -> tuple[Problem, ...]:
    typed = request.POST.get("new", "")
    if typed != request.POST.get("again", ""):
        sentence = _("Tidak sama dengan frasa sandi di atas. Ketik ulang keduanya.")
        return (Problem("passphrase-differs", sentence, "", field="again"),)
    # A desk that was left open must not be enough to sign with a key of one's own choosing.
    if problems := password_problems(request, request.POST.get("password", "")):
        return problems
    try:
        services.make_certificate(desk.officer, Passphrase(typed), at=desk.now)
    except Refusal as refusal:
        return tuple(replace(one, field=one.field or "new") for one in problems_of(refusal))
    return ()


@require_POST
@desk_view
def ask(request: HttpRequest, desk: Desk, paper: uuid.UUID) -> HttpResponse:
    """Ask the provider about a paper nobody is sure of."""
    try:
        record = services.resolve_unknown(paper, desk.officer, at=desk.now)
    except NoSuchSignedPaper:
        raise
    except Refusal as refusal:
        messages.error(request, explained(refusal))
        return redirect("desk:sign")
    told = {
        "signed": _("%(paper)s permohonan %(resi)s ternyata sudah ditandatangani."),
        "failed": _("%(paper)s permohonan %(resi)s tidak ditandatangani. Pilih lagi untuk menandatanganinya."),
    }.get(record.state.value, _("%(paper)s permohonan %(resi)s masih belum diketahui. Tanyakan lagi nanti."))
    messages.success(request, told % {"paper": record.paper, "resi": record.resi})
    return redirect("desk:sign")


@require_safe
@desk_view
def signed_paper(request: HttpRequest, desk: Desk, paper: uuid.UUID) -> HttpResponse:
    """The signed file itself, byte for byte: whoever gets it can check it without this office."""
    record, content = queries.signed_pdf(paper, desk.officer)
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{record.code.lower()}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response

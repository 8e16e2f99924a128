"""For who has lost the code of a sent application: the office sends six digits to the telephone that the application names."""

import uuid
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.core.messages.kinds import Kind
from loket.core.problems import Problem
from loket.home import services
from loket.home.refusals import CodeNotRight
from loket.outbox import services as outbox
from loket.outbox.records import Receiver
from loket.web.addresses import client_address
from loket.web.desk.fields import FormField, marked
from loket.web.desk.pages import explained, hinted
from loket.web.errors import too_often
from loket.web.message_languages import screen_language
from loket.web.portal.home.device import remember
from loket.web.portal.tracking import private
from loket.web.throttling import WINDOW_SECONDS, Throttle

ASKING: Final = Throttle("kode hilang", of_one=5, of_all=120)
TRYING: Final = Throttle("kode sekali pakai", of_one=15, of_all=600)
_SALT: Final = "loket.kode-hilang"
_SECONDS: Final = 900
_LONGEST: Final = 40


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for resi and telephone; whatever they are, the next page asks for the code that was sent, if one was."""
    typed = {name: request.POST.get(name, "")[:_LONGEST].strip() for name in ("resi", "phone")}
    if request.method != "POST":
        return _asked(request, typed)
    empty = {"resi": _("Isi nomor resi."), "phone": _("Isi nomor telepon yang Anda tulis pada permohonan.")}
    if problems := tuple(Problem("field-empty", empty[name], field=name) for name in empty if not typed[name]):
        return _asked(request, typed, problems)
    if not ASKING.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    sent = services.ask_code(typed["resi"], typed["phone"])
    if sent is not None and sent.digits:
        said = {"kode": sent.digits, "menit": "10"}
        to, key, language = Receiver(phone=sent.phone), str(uuid.uuid4()), screen_language()
        outbox.send(sent.office_key, Kind.CODE, to, said, key, language=language, resi=sent.resi)
    # Of a file that is none the next page is the same, and nothing opens it.
    token = signing.dumps(str(sent.draft if sent else uuid.uuid4()), salt=_SALT)
    return _coded(request, token)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code that was sent opens the application on this device, with a new code of its own."""
    if request.method != "POST":
        return private(redirect("portal:home-lost"))
    if not TRYING.takes(client_address(request)):
        return too_often(request, WINDOW_SECONDS)
    token = request.POST.get("token", "")
    try:
        draft = uuid.UUID(signing.loads(token, salt=_SALT, max_age=_SECONDS))
        record, own = services.redeem_code(draft, request.POST.get("code", "").strip())
    except signing.BadSignature:
        return private(redirect("portal:home-lost"))
    except CodeNotRight as refusal:
        return _coded(request, token, (Problem(refusal.id, explained(refusal), hinted(refusal), field="code"),))
    response = private(redirect("portal:home-state", draft=record.id))
    remember(response, request, record.id, own)
    return response


def _asked(request: HttpRequest, typed: dict[str, str], problems: tuple[Problem, ...] = ()) -> HttpResponse:
    fields = (
        FormField("resi", _("Nomor resi"), hint=_("12 huruf dan angka, misalnya 7K2M-94QX-B3TD.")),
        FormField("phone", _("Nomor telepon"), "tel", hint=_("Yang Anda tulis pada permohonan.")),
    )
    context = {"fields": marked((field.filled(typed) for field in fields), problems), "problems": problems}
    return private(render(request, "portal/home/lost.html", context, status=422 if problems else 200))


def _coded(request: HttpRequest, token: str, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    field = FormField("code", _("Kode dari pesan"), "one-time-code", hint=_("6 angka, berlaku 10 menit."))
    context = {"field": marked([field], problems)[0], "token": token, "problems": problems}
    return private(render(request, "portal/home/code.html", context, status=422 if problems else 200))

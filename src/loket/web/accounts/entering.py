"""What follows on every sign-in, by whatever way: a line in the log `loket.access`, and what keepers did to the account, in words."""

from typing import Literal

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loket.offices import queries, services
from loket.offices.access import Access, tell
from loket.offices.records import KeptAct
from loket.offices.terms import AccountAct

Way = Literal["password", "code", "passkey"]


def entered(request: HttpRequest, user: User, way: Way) -> None:
    """The account has just been let in, in a session that is begun."""
    officer = queries.officer_of(user.pk, timezone.localdate())
    if officer is None:
        tell(Access.SIGNED_IN, request, way=way, account=user.pk)
        return
    tell(Access.SIGNED_IN, request, way=way, who=officer.person)
    with timezone.override(queries.work_calendar(officer.office_key).zone):
        for act in services.tell_owner(officer.person, timezone.now()):
            messages.warning(request, _words(act))


def _words(act: KeptAct) -> str:
    told = {
        AccountAct.PASSWORD: _("%(at)s: %(keeper)s memberi Anda kata sandi baru. Alasan: %(why)s."),
        AccountAct.SECOND_FACTOR: _("%(at)s: %(keeper)s mencabut verifikasi dua langkah Anda. Alasan: %(why)s."),
    }[act.kind]
    at = date_format(timezone.localtime(act.at), "j F Y, H.i")
    keeper = act.keeper or _("pengelola komputer server")
    said = told % {"at": at, "keeper": keeper, "why": act.why.rstrip(".")}
    return f"{said} {_('Bila bukan Anda yang memintanya, segera lapor kepada kepala kantor.')}"

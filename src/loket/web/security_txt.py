"""
Whom to tell of a hole in this installation, where programs and people look for it.

It is not there while the installation names nobody, and goes away by itself when its day has passed. Basis: RFC 9116.
"""

import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The contact of the installation, until its day."""
    contact, until = settings.SECURITY_CONTACT, settings.SECURITY_EXPIRES
    if not contact or until is None or until < timezone.localdate():
        raise Http404
    end = datetime.datetime.combine(until, datetime.time(23, 59, 59), timezone.get_default_timezone())
    lines = [f"Contact: {contact}", f"Expires: {end.isoformat()}", "Preferred-Languages: id, en"]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")

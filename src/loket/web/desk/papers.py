"""Scanned papers of a case: one in, one out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loket.casework import services
from loket.casework.queries import case_view
from loket.core.problems import Refusal
from loket.documents.services import accept_scan
from loket.web.desk.case_page import case_context
from loket.web.desk.pages import Desk, desk_view, key_of, page, status_of

_MEDIA_TYPES = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


def upload(request: HttpRequest, resi: str) -> HttpResponseBase:
    raise Http404


def show(request: HttpRequest, resi: str, paper: int) -> HttpResponseBase:
    raise Http404

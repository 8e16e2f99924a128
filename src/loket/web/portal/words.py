"""The words of the office, explained to whoever meets them for the first time."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from loket.web.office_words import OFFICE_WORDS


@login_not_required
@require_safe
@gzip_page
def words(request: HttpRequest) -> HttpResponse:
    """All of them on one page, each at an address of its own."""
    return render(request, "portal/words.html", {"words": OFFICE_WORDS})

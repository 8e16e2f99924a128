"""The document itself and a page to read it, both for officers only; every asset is on this server."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loket.api.identity import BearerToken
from loket.api.openapi import LoketApi


def document_view(api: LoketApi) -> Callable[..., HttpResponseBase]:
    """
    The view that gives the OpenAPI document of an API, to a signed-in officer or to any token in force.

    It is made once, at the first request: making it takes the better part of a second.
    """
    made = cache(api.get_openapi_schema)

    @require_safe
    def document(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            BearerToken(None)(request)
        return JsonResponse(made())

    return document


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The document as a page. It sends nothing anywhere but to this server."""
    return render(request, "api/docs.html")

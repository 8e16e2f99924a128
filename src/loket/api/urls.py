"""The addresses of the API, to be mounted at `api/`."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from loket.api.docs import document_view, page
from loket.api.door import guard, guarded, unknown
from loket.api.operations import api

_operations, _app, _namespace = api.urls
# Ninja's own root is only there to be reversed; whoever asks for it is told the same as at any unknown address.
_known = [guard(pattern) for pattern in _operations if isinstance(pattern, URLPattern)]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/docs", page, name="api-docs"),
    path("v1/openapi.json", guarded(document_view(api)), name="api-document"),
    path("v1/", include((_known, _app), namespace=_namespace)),
    re_path(r"^.*$", guarded(unknown)),
]

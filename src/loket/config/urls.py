"""The addresses of every app."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

# An app is composed when its package is there, as in the settings; the screens come last, for they own the root.
_MOUNTS = (("api/", "loket.api.urls"), ("", "loket.web.urls"))

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(module)) for prefix, module in _MOUNTS if find_spec(module.rpartition(".")[0])
]

handler400 = "loket.web.errors.bad_request"
handler403 = "loket.web.errors.forbidden"
handler404 = "loket.web.errors.not_found"
handler500 = "loket.web.errors.fault"

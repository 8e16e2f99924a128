"""
What lets a telephone keep this site on its screen, and say what to do where there is no line.

The worker in the browser keeps the look of the site and one page that is the same for everyone; no page with anybody's data.
"""

import datetime
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from loket.documents.typesetting import Sheet, draw

COLOUR: Final = "#12366b"
_ICON: Final = "loket/icon.svg"
_LOOK: Final = ("loket/loket.css", "web/portal.css", _ICON)
_SIZES: Final = {"192": (192, ""), "512": (512, ""), "bulat-512": (512, COLOUR)}
_ANY_DAY: Final = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_A_DAY: Final = "public, max-age=86400"


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the site is called on the screen of a telephone, and where it begins."""
    icons = [
        {"src": static(_ICON), "sizes": "any", "type": "image/svg+xml"},
        *(
            {"src": reverse("portal:icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in ("192", "512")
        ),
        {
            "src": reverse("portal:icon", args=["bulat-512"]),
            "sizes": "512x512",
            "type": "image/png",
            "purpose": "maskable",
        },
    ]
    shortcuts = [
        {"name": "Lacak permohonan", "url": reverse("portal:track")},
        {"name": "Permohonan saya", "url": reverse("portal:home")},
    ]
    told = {
        "id": "/",
        "name": "Loket, layanan kependudukan",
        "short_name": "Loket",
        "lang": "id",
        "dir": "ltr",
        "start_url": reverse("portal:offices"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": COLOUR,
        "icons": icons,
        "shortcuts": shortcuts,
    }
    headers = {"Cache-Control": _A_DAY}
    return JsonResponse(told, content_type="application/manifest+json", headers=headers)


@login_not_required
@require_safe
def icon(request: HttpRequest, size: str) -> HttpResponse:
    """The icon as a picture, in the sizes that telephones ask for."""
    if size not in _SIZES:
        raise Http404
    return HttpResponse(_picture(size), content_type="image/png", headers={"Cache-Control": _A_DAY})


@cache
def _picture(size: str) -> bytes:
    side, ground = _SIZES[size]
    drawings = {"icon": _content(_ICON).decode()}
    (picture,) = draw("icon", Sheet("Loket", _ANY_DAY, {"side": side, "ground": ground}, drawings), ppi=72)
    return picture


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that stands between the browser and the line. It changes when the look changes, and is asked for anew each time."""
    away = reverse("portal:away")
    kept = [away, *(static(name) for name in _LOOK)]
    context = {"kept": json.dumps(kept), "name": f"loket-{_version()}", "away": away}
    script = render_to_string("portal/worker.js", context)
    return HttpResponse(script, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@login_not_required
@require_safe
@gzip_page
def away(request: HttpRequest) -> HttpResponse:
    """What a telephone without a line shows. It is kept by browsers, so it has no form, no token and nobody's data."""
    return render(request, "portal/away.html")


def _version() -> str:
    """Another one when anything that the worker keeps is another."""
    parts = [*(_content(name) for name in _LOOK), render_to_string("portal/away.html").encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _content(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found).read_bytes()

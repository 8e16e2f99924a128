"""
Style sheets and scripts, made small for the way: over a line of 2G a page comes some seconds sooner.

Pages are compressed by their own views, and only those that say the same to everyone: where what somebody typed stands beside a
secret, the length of the answer would tell of it (BREACH).
"""

import gzip
from collections.abc import Callable
from contextlib import closing
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

_KINDS: Final = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
_FILES: Final = 256


class CompressStatic:
    """Stands outside of what serves the static files; each of them is compressed once for as long as the process lives."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The same answer, smaller where the browser takes it so. Parts of files and what has not changed pass as they are."""
        response = self._get_response(request)
        if not request.path_info.startswith(settings.STATIC_URL) or not _is_for_compression(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if request.method != "GET" or "gzip" not in request.headers.get("Accept-Encoding", ""):
            return response
        assert isinstance(response, FileResponse)
        # The file alone: to close the answer would tell Django that the request is over.
        assert response.file_to_stream is not None
        with closing(response.file_to_stream) as file:
            return _as_gzip(response, _small(file.read()))


def _is_for_compression(response: HttpResponseBase) -> bool:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return response.status_code == HTTPStatus.OK and kind in _KINDS and "Content-Encoding" not in response.headers


@lru_cache(_FILES)
def _small(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def _as_gzip(response: HttpResponseBase, small: bytes) -> HttpResponse:
    headers = {name: value for name, value in response.items() if name not in ("Content-Length", "Accept-Ranges")}
    if "ETag" in headers:
        # The same content, another encoding: equal, not identical.
        headers["ETag"] = f"W/{headers['ETag'].removeprefix('W/')}"
    return HttpResponse(small, headers={**headers, "Content-Encoding": "gzip"})

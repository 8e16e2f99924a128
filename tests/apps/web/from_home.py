"""A telephone with one application on it, for tests of the pages."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from loket.core.terms import HomeCode
from loket.home import queries, services
from tests.apps.factories import SARI
from tests.apps.home.drafts import photo

ANSWERS = {"a-keperluan": "kk-rusak", "a-pindahan": "tidak", "a-beda_data": "tidak"}
PERSON = {"full_name": SARI.name, "nik": SARI.nik, "phone": SARI.phone}
WANTED = ("pengantar", "f-1-15", "kk-lama", "ktp-el")


class Home:
    """A telephone with one application on it."""

    def __init__(self, code: HomeCode) -> None:
        self.client = Client()
        self.code = code
        self.draft = queries.opened(code).id
        assert self.client.post("/ajukan/", {"code": str(code)}).status_code == 302

    def get(self, page: str = "") -> Any:
        return self.client.get(f"/ajukan/{self.draft}/{page}")

    def post(self, page: str, typed: Mapping[str, object] | None = None) -> Any:
        return self.client.post(f"/ajukan/{self.draft}/{page}", dict(typed or {}))

    def part(self, content: bytes, upload: uuid.UUID, query: str) -> Any:
        address = f"/ajukan/{self.draft}/unggah/{upload}/?{query}"
        return self.client.post(address, content, content_type="application/octet-stream")


def new_home() -> Home:
    _draft, code = services.begin("bintan", "kk", {})
    return Home(code)


def filled_home() -> Home:
    home = new_home()
    services.save(home.code, {**ANSWERS, **PERSON})
    for place, requirement in enumerate(WANTED):
        services.add_file(home.code, requirement, "foto.jpg", photo(place))
    return home


def picture(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.jpg", photo() if content is None else content, "image/jpeg")

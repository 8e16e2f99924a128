"""The OpenAPI document, and the page that shows it."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from loket.api.openapi import operations_of
from loket.api.operations import api
from loket.api.scopes import Scope
from tests.apps.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema()))
    return loaded


@pytest.fixture
def signed_in() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="bintan.budi"))
    return client


class TestTheDocument:
    def test_is_valid_openapi_3_1(self, document: dict[str, Any]) -> None:
        assert document["openapi"].startswith("3.1")
        assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []

    def test_declares_the_refusals_of_every_operation_as_problems(self, document: dict[str, Any]) -> None:
        for method, path, operation in operations_of(document):
            statuses = set(operation["responses"])
            assert {"401", "403", "422", "500"} <= statuses, (method, path)
            assert ("400" in statuses) == ("requestBody" in operation), (method, path)
            refusals = [answer for status, answer in operation["responses"].items() if int(status) >= 400]
            assert all(list(answer["content"]) == ["application/problem+json"] for answer in refusals)

    def test_names_the_scope_of_every_operation(self, document: dict[str, Any]) -> None:
        named = {operation["security"][0]["BearerToken"][0] for _method, _path, operation in operations_of(document)}
        assert named == set(Scope)

    def test_gives_every_operation_its_own_id(self, document: dict[str, Any]) -> None:
        ids = [operation["operationId"] for _method, _path, operation in operations_of(document)]
        assert len(ids) == len(set(ids))

    def test_describes_every_operation(self, document: dict[str, Any]) -> None:
        assert [op["operationId"] for _m, _p, op in operations_of(document) if len(op["description"]) < 30] == []

    def test_keeps_personal_numbers_out_of_addresses(self, document: dict[str, Any]) -> None:
        places = {
            p["name"] for _m, _path, op in operations_of(document) for p in op["parameters"] if p["in"] != "header"
        }
        assert {name for name in places if "nik" in name or "name" in name} == set()

    def test_is_given_to_a_token_and_to_an_officer_at_the_desk(self, budi: Program, signed_in: Client) -> None:
        assert budi.get("/openapi.json").body["info"]["title"] == "Loket"
        assert signed_in.get("/api/v1/openapi.json").status_code == 200

    def test_is_given_to_nobody_else(self) -> None:
        assert Program("").get("/openapi.json").problem == "not-signed-in"


class TestThePage:
    def test_is_for_officers_only(self) -> None:
        response = Client().get("/api/v1/docs")
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/masuk/")

    def test_asks_nothing_of_another_server(self, signed_in: Client) -> None:
        response = signed_in.get("/api/v1/docs")
        text = response.content.decode()
        addresses = re.findall(r'(?:src|href)="([^"]+)"', text)
        assert addresses
        assert [address for address in addresses if not address.startswith("/")] == []
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]

    def test_has_no_script_or_style_that_the_policy_forbids(self, signed_in: Client) -> None:
        text = signed_in.get("/api/v1/docs").content.decode()
        assert "<style" not in text
        assert "onload=" not in text
        inline = re.findall(r"<script(?![^>]*src=)([^>]*)>", text)
        assert [kind.strip() for kind in inline] == ['type="application/json" id="swagger-settings"']

    def test_finds_its_assets_on_this_server(self, signed_in: Client) -> None:
        text = signed_in.get("/api/v1/docs").content.decode()
        assets = re.findall(r'"/static/([^"]+)"', text)
        assert len(assets) == 4
        assert [asset for asset in assets if finders.find(asset) is None] == []

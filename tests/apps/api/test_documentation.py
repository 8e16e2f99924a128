"""docs/reference/api.md keeps to what the API does."""

import re
import shlex
from typing import Any

import pytest
from django.test import Client

from loket.api.problems import STATUS_OF
from loket.api.scopes import MEANINGS
from tests.apps import factories
from tests.apps.api.programs import Program
from tests.house.tree import ROOT

pytestmark = pytest.mark.django_db
TEXT = (ROOT / "docs/reference/api.md").read_text("utf-8")
CALLS = re.findall(r"^curl .*?(?=^```)", TEXT, re.MULTILINE | re.DOTALL)


def send(call: str, token: str, resi: str) -> Any:
    """Do what a curl command would."""
    words = shlex.split(call.replace("\\\n", " ").replace("$TOKEN", token).replace("$RESI", resi))
    path = words[1].removeprefix("http://127.0.0.1:8000")
    options = list(zip(words[2::2], words[3::2], strict=True))
    headers = dict(value.split(": ", 1) for option, value in options if option == "-H")
    data = [value for option, value in options if option == "--data"]
    if not data:
        return Client().get(path, headers=headers)
    return Client().post(path, data[0], content_type=headers.pop("Content-Type"), headers=headers)


class TestTheReference:
    @pytest.mark.parametrize("call", CALLS)
    def test_shows_calls_that_work(self, call: str, budi: Program) -> None:
        resi = factories.take_in().resi
        assert send(call, budi.token, resi).status_code == 200

    def test_shows_an_application_that_becomes_a_case(self, budi: Program) -> None:
        (call,) = (call for call in CALLS if '"checklist"' in call)
        answer = send(call, budi.token, "").json()
        assert (answer["accepted"], bool(answer["resi"]), answer["lines"]) == (True, True, [])

    def test_shows_three(self) -> None:
        assert len(CALLS) == 3

    def test_tells_every_scope(self) -> None:
        assert dict(re.findall(r"^\| `([a-z:]+)` \| (.*?) \|$", TEXT, re.MULTILINE)) == dict(MEANINGS)

    def test_tells_every_status_that_a_refusal_may_have(self) -> None:
        told = {int(status) for status in re.findall(r"^\| (\d{3}) \|", TEXT, re.MULTILINE)}
        assert told == {*STATUS_OF.values(), 409} - {405}

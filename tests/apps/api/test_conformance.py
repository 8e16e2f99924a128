"""Generated requests by three callers: no fault, and no answer that the document does not promise."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation, BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from loket.api.operations import api
from tests.apps import factories
from tests.apps.api.programs import Program, program

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 12
CALLERS: dict[str, Callable[[], Program]] = {
    "the verifier": lambda: program(factories.wati()),
    "another office": lambda: program(factories.dewi()),
    "nobody": lambda: Program(""),
}


@pytest.fixture
def document(db: None) -> Iterator[BaseSchema]:
    """The document with the application behind it, which keeps the transaction of the test open as Django's client does."""
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
    schema.app = get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schema
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _aimed(case: Any, resi: str, version: int) -> Any:
    """The same request, at a case that exists and as it stands."""
    if "resi" in (case.path_parameters or {}):
        case.path_parameters["resi"] = resi
        if isinstance(case.body, dict) and "version" in case.body:
            case.body["version"] = version
    return case


def _exercise(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, token: str) -> None:
    standing = factories.case_at("verifikasi-kasi")
    statuses: list[int] = []

    @seed(20261116)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), aimed=st.booleans())
    def asked(case: Any, aimed: bool) -> None:
        sent = _aimed(case, standing.resi, standing.version) if aimed else case
        response = sent.call(headers={"Authorization": f"Bearer {token}"} if token else {})
        statuses.append(response.status_code)
        sent.validate_response(response, checks=CHECKS)

    asked()
    assert statuses
    if not token:
        assert set(statuses) == {401}


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "faulty"])
@pytest.mark.parametrize("caller", CALLERS)
def test_keeps_what_the_document_promises(document: BaseSchema, caller: str, mode: GenerationMode) -> None:
    token = CALLERS[caller]().token
    exercised = 0
    for found in document.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        definition = operation.definition.raw
        # What takes no input cannot be sent wrongly.
        if mode is GenerationMode.POSITIVE or definition["parameters"] or "requestBody" in definition:
            _exercise(operation, mode, token)
            exercised += 1
    assert exercised > len(CALLERS)

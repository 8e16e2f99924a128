"""The API object: how operations are declared, and the OpenAPI document they make."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from loket.api import problems
from loket.api.identity import BearerToken
from loket.api.problems import MEDIA_TYPE, ProblemDocument
from loket.api.reading import StrictJson
from loket.api.refusals import BodyUnreadable
from loket.api.scopes import MEANINGS, Scope
from loket.core.problems import BadTerm, Refusal

_SCOPE: Final = "x-loket-scope"
_ALWAYS: Final = (401, 403, 422, 500)
_WITH_BODY: Final = (400, 413)
_NAMING: Final = (429,)


def declared(scope: Scope, answer: Any, *refusals: int, status: int = 200, body: bool = False) -> dict[str, Any]:
    """
    What every operation declares: its scope, its answer, and each status it may refuse with.

    401, 403, 422 and 500 are always declared; with a body, 400 and 413 too; where something is named that may not be there,
    429 beside the 404.
    """
    statuses = {*_ALWAYS, *refusals, *(_WITH_BODY if body else ()), *(_NAMING if 404 in refusals else ())}
    answers = {status: answer, **dict.fromkeys(sorted(statuses), ProblemDocument)}
    return {"auth": BearerToken(scope), "response": answers, "openapi_extra": {_SCOPE: scope.value}}


class LoketApi(NinjaAPI):
    """Ninja, with problems for answers and a document that says so."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The document in which problems have their own media type, and each operation names its scope."""
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in document["paths"].values():
            for operation in operations.values():
                _complete(operation)
        return document

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function: short, and the same wherever the module goes."""
        return operation.view_func.__name__

    def validation_error_from_error_contexts(self, error_contexts: Any) -> ValidationError:
        """The faults of a request by field, without what was sent."""
        errors = []
        for context in error_contexts:
            model = context.model
            places = model.__ninja_flatten_map_reverse__
            for error in context.pydantic_validation_error.errors(include_url=False, include_input=False):
                place = (model.__ninja_param_source__, *places.get(error["loc"], error["loc"]))
                errors.append({**error, "loc": place})
        return ValidationError(errors)


def _complete(operation: dict[str, Any]) -> None:
    scope = operation.pop(_SCOPE, None)
    if scope is not None:
        operation["security"] = [{"BearerToken": [scope]}]
        operation["description"] = f"{operation.get('description', '')}\n\nScope: `{scope}`.".strip()
    for status, answer in operation["responses"].items():
        content = answer.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            content[MEDIA_TYPE] = content.pop("application/json")


def _description() -> str:
    scopes = "\n".join(f"- `{scope}`: {meaning}" for scope, meaning in MEANINGS.items())
    return (
        "The services, rules and rights of the desk: a token acts as the officer it belongs to.\n\n"
        f"Scopes of a token:\n\n{scopes}\n\n"
        "Every refusal is `application/problem+json` (RFC 9457): `type` is stable, `detail` and `hint` are Indonesian "
        "and may be shown to the officer. A case of another office is answered 404, as one that does not exist."
    )


def build() -> LoketApi:
    """The API without its operations."""
    api = LoketApi(
        title="Loket",
        version="1",
        description=_description(),
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
        parser=StrictJson(),
    )
    api.add_exception_handler(Refusal, problems.refused)
    api.add_exception_handler(BadTerm, problems.bad_term)
    api.add_exception_handler(ValidationError, problems.bad_input)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(Exception, problems.fault)
    return api


def _unreadable(request: HttpRequest, error: Any) -> Any:
    """Ninja raises this error for one thing only: a body that cannot be parsed."""
    return problems.problem_response(request, BodyUnreadable())


def operations_of(document: Mapping[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation of everything a document describes."""
    return [(m, path, op) for path, methods in document["paths"].items() for m, op in methods.items()]

"""Everything that goes wrong, told in one form: problem details. Basis: RFC 9457."""

import datetime
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import ValidationError
from pydantic import BaseModel, Field

from loket.api.refusals import BadInput, Fault, NotSignedIn
from loket.core.problems import BadTerm, Refusal

MEDIA_TYPE: Final = "application/problem+json"
TYPE_PREFIX: Final = "urn:loket:problem:"
CONFLICT: Final = 409
_LOG: Final = logging.getLogger(__name__)


class FieldError(BaseModel):
    """One faulty part of the request: where, which fault, and what to do."""

    field: str
    code: str
    detail: str


class ProblemDocument(BaseModel):
    """
    Why the request was not carried out; nothing was changed.

    `type` is stable, so programs may branch on it; `detail` and `hint` are for people and may be shown to them.
    """

    type: str = Field(examples=["urn:loket:problem:stale-version"])
    title: str
    status: int
    detail: str
    instance: str
    hint: str = ""
    data: dict[str, Any] = Field(default_factory=dict)
    errors: list[FieldError] = Field(default_factory=list)


# A refusal that is not named here is a conflict: the case, the book or the calendar does not stand that way now.
STATUS_OF: Final[Mapping[str, int]] = {
    "body-unreadable": 400,
    "not-signed-in": 401,
    **dict.fromkeys(
        ("scope-missing", "not-allowed", "not-your-step", "definitive-only", "no-seat", "own-family", "https-needed"),
        403,
    ),
    **dict.fromkeys(("no-such-case", "no-such-book", "no-such-thing", "no-such-address"), 404),
    "method-not-allowed": 405,
    "body-too-large": 413,
    "lookups-too-many": 429,
    **dict.fromkeys(
        (
            "bad-input",
            "answer-unknown",
            "applicant-incomplete",
            "bringer-unchecked",
            "collector-not-applicant",
            "evidence-missing",
            "evidence-unknown",
            "identity-unchecked",
            "incomplete-cannot-wait",
            "mandate-missing",
            "mandate-to-correct-missing",
            "no-proxy",
            "no-such-officer",
            "no-such-outcome",
            "no-such-step",
            "papers-incomplete",
            "phone-shape",
            "reason-missing",
            "reason-unknown",
            "requirement-repeated",
            "requirement-unknown",
            "unknown-procedure",
            "unknown-requirement",
        ),
        422,
    ),
    "fault": 500,
}


def status_of(refusal: Refusal) -> int:
    """The HTTP status that says the same as the refusal."""
    return STATUS_OF.get(refusal.id, CONFLICT)


def _title(status: int) -> str:
    titles = {
        400: _("Permintaan tidak terbaca"),
        401: _("Belum masuk"),
        403: _("Tidak berwenang"),
        404: _("Tidak ditemukan"),
        405: _("Cara tidak diterima"),
        413: _("Terlalu besar"),
        422: _("Isian belum benar"),
        429: _("Terlalu sering"),
        500: _("Gangguan"),
    }
    return titles.get(status, _("Tidak dapat dilakukan sekarang"))


def problem_response(request: HttpRequest, refusal: Refusal, errors: Sequence[FieldError] = ()) -> JsonResponse:
    """The refusal as an answer."""
    status = status_of(refusal)
    document = ProblemDocument(
        type=TYPE_PREFIX + refusal.id,
        title=_title(status),
        status=status,
        detail=refusal.explanation,
        instance=request.path,
        hint=refusal.hint,
        data={name: _plain(value) for name, value in refusal.data.items()},
        errors=list(errors) or _named_fields(refusal),
    )
    response = JsonResponse(document.model_dump(), status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if isinstance(refusal, NotSignedIn):
        response["WWW-Authenticate"] = 'Bearer realm="loket"'
    return response


def _named_fields(refusal: Refusal) -> list[FieldError]:
    names = refusal.data.get("fields")
    found = names if isinstance(names, tuple | list) else ()
    return [FieldError(field=str(name), code=refusal.id, detail=refusal.explanation) for name in found]


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)


def refused(request: HttpRequest, refusal: Any) -> JsonResponse:
    """Answer for a Refusal that an operation let through."""
    return problem_response(request, refusal)


def bad_term(request: HttpRequest, fault: Any) -> JsonResponse:
    """Answer for a number that is not one, such as a NIK of 15 digits."""
    return problem_response(request, BadInput(), [field_error(fault)])


def field_error(bad: BadTerm) -> FieldError:
    """The problem of a term as one faulty field."""
    problem = bad.problem
    return FieldError(field=problem.field or "", code=problem.id, detail=f"{problem.sentence} {problem.hint}".strip())


def bad_input(request: HttpRequest, fault: Any) -> JsonResponse:
    """Answer for a request without the shape of its operation; what was sent is not repeated, for it may be a NIK."""
    assert isinstance(fault, ValidationError)
    return problem_response(request, BadInput(), [_shape_error(error) for error in fault.errors])


def _shape_error(error: Mapping[str, Any]) -> FieldError:
    kind = str(error["type"])
    context = error.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, BadTerm):
        return FieldError(field=_place(error["loc"]), code=cause.problem.id, detail=field_error(cause).detail)
    code, _sep, _rest = kind.partition(".")
    return FieldError(
        field=_place(error["loc"]), code=code.replace("_", "-"), detail=_shape_sentence(kind, context, error)
    )


def _place(location: Sequence[str | int]) -> str:
    """The path of a field without the name of the operation's argument: ("body", "body", "version") is "version"."""
    source, *path = location
    skipped = 1 if source == "body" and len(path) > 1 else 0
    return ".".join(str(part) for part in path[skipped:]) or str(source)


def _shape_sentence(kind: str, context: Mapping[str, Any], error: Mapping[str, Any]) -> str:
    match kind:
        case "missing":
            return _("Isi bagian ini.")
        case "extra_forbidden":
            return _("Isian ini tidak dikenal; hapus atau periksa ejaannya.")
        case "string_too_long" | "too_long":
            return _("Terlalu panjang; paling banyak {most}.").format(most=context.get("max_length"))
        case "less_than_equal" | "greater_than_equal":
            return (
                _("Nilai paling besar {most}.").format(most=context["le"])
                if "le" in context
                else _("Nilai paling kecil {least}.").format(least=context.get("ge"))
            )
        case "literal_error" | "union_tag_invalid" | "enum":
            choices = context.get("expected_tags") or context.get("expected")
            return _("Pilih salah satu: {choices}.").format(choices=choices)
        case "value_error":
            return str(context.get("error") or error["msg"])
    return _("Nilai ini tidak berbentuk seperti yang diminta ({kind}).").format(kind=kind)


def fault(request: HttpRequest, error: Any) -> JsonResponse:
    """Answer for what nobody expected: logged with its trace, told without it."""
    _LOG.error("API: %s %s", request.method, request.path, exc_info=error, extra={"request": request})
    return problem_response(request, Fault())

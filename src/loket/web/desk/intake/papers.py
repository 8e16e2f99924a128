"""What the printed papers about a case have in common: the checklist they read, the officer they name, how they are sent."""

from collections.abc import Mapping

from django.http import HttpResponse

from loket.casework import queries


def name_and_position(acted_as: str) -> str:
    """What a slip says of the officer: "Budi Santoso, Petugas Front Office"; the file keeps NIP and unit."""
    return ", ".join(acted_as.split(" · ")[:2])


def checklist_lines(view: queries.CaseView) -> tuple[Mapping[str, object], ...]:
    """The lines of the latest checklist of a case."""
    for event in reversed(view.events):
        evidence = event.payload.get("evidence")
        lines = evidence.get("checklist") if isinstance(evidence, Mapping) else None
        if isinstance(lines, list | tuple):
            return tuple(lines)
    return ()


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser and is never kept by anything on the way."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)

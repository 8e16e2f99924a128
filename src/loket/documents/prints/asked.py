"""A request for a paper as plain data, and what it counts its copies by."""

import dataclasses
from typing import Any

from loket.documents.gathering import PaperRequest


def asked_as_json(request: PaperRequest) -> dict[str, Any]:
    """All of a request but the office, ids and dates as text: what is stored with the print."""
    return {
        "on": request.on.isoformat(),
        "residents": [str(i) for i in request.resident_ids],
        "family": str(request.family_id) if request.family_id else None,
        "number": request.number,
        "note": request.note,
        "life_event": str(request.life_event_id) if request.life_event_id else None,
        "details": dict(sorted(request.details.items())),
        "signer": dataclasses.asdict(request.signer) if request.signer else None,
    }


def subject_of(request: PaperRequest, office_id: int) -> str:
    """Whose paper it is: the first resident's, else the KK's, else the office's own."""
    if request.resident_ids:
        return f"penduduk:{request.resident_ids[0]}"
    return f"kk:{request.family_id}" if request.family_id else f"kantor:{office_id}"


def edition_of(request: PaperRequest, resi: str) -> str:
    """For which application, or else which life event: a KK printed for another change is no copy of the one before."""
    return resi or (str(request.life_event_id) if request.life_event_id else "")

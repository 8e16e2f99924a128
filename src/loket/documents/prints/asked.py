"""A request for a paper as plain data, and what it counts its copies by."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from loket.core.register.change import Act, Paper
from loket.documents.gathering import PaperRequest
from loket.documents.papers.issue import Signer
from loket.documents.papers.kinds import OfficePaper


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
    """Whose paper it is: a KK's own, the first resident's, else the office's own."""
    return subject_from(request.paper, request.resident_ids, request.family_id, office_id)


def subject_from(paper: str, resident_ids: tuple[UUID, ...], family_id: UUID | None, office_id: int) -> str:
    """The same, for a paper that is not asked for yet."""
    if resident_ids and paper != Paper.KK:
        return f"penduduk:{resident_ids[0]}"
    return f"kk:{family_id}" if family_id else f"kantor:{office_id}"


def edition_of(request: PaperRequest, resi: str) -> str:
    """For which application, or else which life event: a KK printed for another change is no copy of the one before."""
    return resi or (str(request.life_event_id) if request.life_event_id else "")


def request_from_json(paper: str, act: str, office_key: str, asked: Mapping[str, Any]) -> PaperRequest:
    """The request that `asked_as_json` wrote."""
    own = {kind.value: kind for kind in (*Paper, *OfficePaper)}
    return PaperRequest(
        paper=own[paper],
        act=Act(act),
        office_key=office_key,
        on=date.fromisoformat(asked["on"]),
        resident_ids=tuple(UUID(i) for i in asked["residents"]),
        family_id=UUID(asked["family"]) if asked["family"] else None,
        number=asked["number"],
        note=asked["note"],
        life_event_id=UUID(asked["life_event"]) if asked["life_event"] else None,
        details=asked["details"],
        signer=Signer(**asked["signer"]) if asked["signer"] else None,
    )

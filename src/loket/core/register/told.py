"""
What a recorded life event of civil registration tells a paper beside the register: places, rulings, what was lost.

It reads the event as it is stored (JSON) and names things as papers ask for them. It knows no layout.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from loket.core.register import events as e
from loket.core.register.held import PAPERS
from loket.core.register.particulars import ParentsBond

Payload = Mapping[str, Any]
WordOf = Callable[[str, int], str]
"""The printed word of a code, by the name of its list."""


def told(kind: str, payload: Payload, word_of: WordOf) -> dict[str, str]:
    """
    The details of a paper that follows from this event, by name; dates in ISO form. What the form left empty is left out.

    Names: order, parents_unrecorded, parents_phrase, death_place, father_name, birth_place, determined_by, akta_number,
    court, court_number, court_date, decision, decision_date, nationality, lost, disaster, happened_on, basis.
    """
    teller = _TELLERS.get(kind)
    found = teller(payload, word_of) if teller else {}
    return {name: text for name, text in found.items() if text}


def _birth(payload: Payload, _: WordOf) -> dict[str, str]:
    said = payload.get("particulars") or {}
    bond = ParentsBond(said.get("bond") or ParentsBond.RECORDED)
    return {
        "order": _number(said, "order"),
        "parents_unrecorded": "ya" if bond is ParentsBond.UNRECORDED else "",
        "parents_phrase": bond.phrase,
    }


def _stillbirth(payload: Payload, word_of: WordOf) -> dict[str, str]:
    said = payload.get("particulars") or {}
    by = said.get("determined_by")
    return {
        "father_name": str(said.get("father_name") or ""),
        "birth_place": str(said.get("place") or ""),
        "determined_by": word_of("penentu-lahir-mati", by) if by is not None else "",
    }


def _death(payload: Payload, _: WordOf) -> dict[str, str]:
    said = payload.get("particulars") or {}
    return {"death_place": str(said.get("place") or "")}


def _ruled(payload: Payload, _: WordOf) -> dict[str, str]:
    ruling = payload.get("ruling") or {}
    court, number, given = (str(ruling.get(name) or "") for name in ("court", "number", "given_date"))
    return {
        "akta_number": str(payload.get("akta_number") or ""),
        "court": court,
        "court_number": number,
        "court_date": given,
        "basis": " ".join(part for part in (court, number) if part),
    }


def _renounced(payload: Payload, word_of: WordOf) -> dict[str, str]:
    ruled = _ruled(payload, word_of)
    return {
        "decision": ruled["basis"],
        "decision_date": ruled["court_date"],
        "nationality": str(payload.get("nationality") or ""),
        "basis": ruled["basis"],
    }


def _corrected(payload: Payload, _: WordOf) -> dict[str, str]:
    return {"basis": "; ".join(dict.fromkeys(str(paper) for paper in payload.get("papers", {}).values()))}


def _substituted(payload: Payload, _: WordOf) -> dict[str, str]:
    return {
        "lost": "; ".join(PAPERS[name] for name in payload.get("lost", ()) if name in PAPERS),
        "disaster": str(payload.get("disaster") or ""),
        "happened_on": str(payload.get("date") or ""),
    }


def _number(said: Payload, name: str) -> str:
    found = said.get(name)
    return "" if found is None else str(found)


_TELLERS: Final[Mapping[str, Callable[[Payload, WordOf], dict[str, str]]]] = MappingProxyType(
    {
        e.Birth.kind: _birth,
        e.Stillbirth.kind: _stillbirth,
        e.Death.kind: _death,
        e.MarriageAnnulment.kind: _ruled,
        e.DivorceAnnulment.kind: _ruled,
        e.Adoption.kind: _ruled,
        e.CitizenshipGivenUp.kind: _renounced,
        e.CorrectBiodata.kind: _corrected,
        e.SubstituteLetter.kind: _substituted,
    }
)

"""Who collects a document: the engine knows the relation that was named, casework the applicant it must fit."""

from collections.abc import Mapping
from typing import Final

from loket.casework.refusals import CollectorNotApplicant
from loket.casework.store.rows import CaseRow
from loket.core.engine import Command, Complete
from loket.core.problems import BadTerm
from loket.core.terms import Nik

SELF: Final = "self"


def require_collector(row: CaseRow, command: Command) -> None:
    """
    A step completed with the applicant as collector names the applicant of the case, and nobody else.

    Letters in another case, other blanks and a NIK written in groups are the same; a case without a NIK compares
    names only. Raises CollectorNotApplicant naming the fields that differ.
    """
    if not isinstance(command, Complete) or command.evidence.get("collector_relation") != SELF:
        return
    differing = tuple(_differing(row, command.evidence))
    if differing:
        raise CollectorNotApplicant(fields=("collector_relation", *differing))


def _differing(row: CaseRow, evidence: Mapping[str, object]) -> list[str]:
    name, nik = str(evidence.get("collector_name", "")), str(evidence.get("collector_nik", ""))
    found = [] if _plain(name) == _plain(row.applicant_name) else ["collector_name"]
    if row.applicant_nik and _digits(nik) != row.applicant_nik:
        found.append("collector_nik")
    return found


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _digits(nik: str) -> str:
    try:
        return Nik.parse(nik).digits
    except BadTerm:
        return ""

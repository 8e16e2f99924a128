"""The checklist of papers as the officer fills it: read without losing a letter, given on as evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.core.engine.evidence import LINE_STATES, MISSING, NOT_APPLICABLE, PRESENT, WRONG
from loket.core.problems import Problem
from loket.core.procedure.model import Procedure, Requirement
from loket.core.procedure.requirements import alternatives

MOST_COPIES: Final = 10
NOTE_LENGTH: Final = 400
# The order is that of the keys 1 to 4.
STATES: Final[tuple[tuple[str, str | Promise], ...]] = (
    (PRESENT, gettext_lazy("Ada")),
    (WRONG, gettext_lazy("Salah")),
    (MISSING, gettext_lazy("Belum ada")),
    (NOT_APPLICABLE, gettext_lazy("Tidak berlaku")),
)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One requirement as it stands on the screen; `state` is empty until judged, `is_one_of` if another would do as well."""

    requirement: str
    paper: Requirement
    state: str = ""
    original_seen: bool = False
    copies: str = ""
    note: str = ""
    error: str = ""
    scan_error: str = ""
    is_one_of: bool = False

    @property
    def name(self) -> str:
        """The name of the field of this line."""
        return f"r-{self.requirement}"

    @property
    def lacks(self) -> bool:
        """Whether the paper is missing or wrong."""
        return self.state in (WRONG, MISSING)


@dataclass(frozen=True, slots=True)
class Checklist:
    """All requirements that apply, in printed order."""

    lines: tuple[PaperLine, ...]

    @property
    def has_scan_errors(self) -> bool:
        """Whether a scan sent with the list was refused."""
        return any(line.scan_error for line in self.lines)

    def evidence(self) -> list[dict[str, object]]:
        """The judged lines as the engine takes them."""
        return [_plain(line) for line in self.lines if line.state]

    def problems(self) -> tuple[Problem, ...]:
        """A problem for each line that nobody judged."""
        sentence = _("“{paper}” belum dinilai.")
        hint = _("Tekan 1 bila ada, 2 bila salah, 3 bila belum ada, 4 bila tidak berlaku.")
        return tuple(
            Problem("line-unjudged", sentence.format(paper=line.paper.text), hint, field=line.name)
            for line in self.lines
            if not line.state
        )

    def marked(self, problems: tuple[Problem, ...]) -> "Checklist":
        """The same lines, each with its fault; a refusal of the engine names requirements, not fields."""
        faults = {str(problem.field).removeprefix("r-"): problem.sentence for problem in problems}
        return Checklist(
            tuple(
                replace(
                    line,
                    error=faults.get(line.requirement, ""),
                    scan_error=faults.get(f"scan-{line.requirement}", ""),
                )
                for line in self.lines
            )
        )


def read_checklist(procedure: Procedure, answers: Mapping[str, object], posted: Mapping[str, str]) -> Checklist:
    """The lines that the answers make applicable, as posted; an empty form gives unjudged lines."""
    shared = {name: len(group) > 1 for group in alternatives(procedure, answers) for name in group}
    lines = (_line(name, paper, posted) for name, paper in procedure.requirements.items() if name in shared)
    return Checklist(tuple(replace(line, is_one_of=shared[line.requirement]) for line in lines))


def _line(name: str, paper: Requirement, posted: Mapping[str, str]) -> PaperLine:
    state = posted.get(f"r-{name}", "")
    copies = posted.get(f"c-{name}", str(paper.copies or ""))
    is_count = copies.isascii() and copies.isdigit() and len(copies) < 4 and int(copies) <= MOST_COPIES
    return PaperLine(
        name,
        paper,
        state if state in LINE_STATES else "",
        bool(posted.get(f"o-{name}")),
        copies if is_count else "",
        posted.get(f"n-{name}", "").strip()[:NOTE_LENGTH],
    )


def _plain(line: PaperLine) -> dict[str, object]:
    plain: dict[str, object] = {"requirement": line.requirement, "state": line.state}
    if line.original_seen:
        plain["original"] = line.paper.original
    if line.copies and line.state == PRESENT:
        plain["copies"] = int(line.copies)
    if line.note:
        plain["note"] = line.note
    return plain

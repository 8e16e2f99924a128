"""The form that sends a case back: what is wrong, line by line, so that nobody has to hunt for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from loket.casework.records import MANDATE
from loket.casework.words import letter_of_mandate
from loket.core.engine import ReturnLine
from loket.core.engine.evidence import MISSING, WRONG
from loket.core.problems import Problem
from loket.core.procedure.model import Procedure
from loket.core.procedure.requirements import applicable

FREE_ROWS: Final = 3
NOTE_LENGTH: Final = 400
SUBJECT_LENGTH: Final = 120


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One line: a requirement with a tick, or a free row for something in the data; as typed."""

    name: str
    text: str
    is_free: bool = False
    ticked: bool = False
    subject: str = ""
    reason: str = ""
    note: str = ""
    error: str = ""

    @property
    def is_used(self) -> bool:
        """Whether the officer means this line."""
        return bool(self.subject) if self.is_free else self.ticked


@dataclass(frozen=True, slots=True)
class ReturnForm:
    """All rows, and the reasons the procedure knows."""

    rows: tuple[ReturnRow, ...]
    reasons: tuple[tuple[str, str], ...]

    def lines(self) -> tuple[ReturnLine, ...]:
        """The used rows as the engine takes them."""
        return tuple(
            ReturnLine(row.subject if row.is_free else row.name, row.reason, row.note)
            for row in self.rows
            if row.is_used
        )

    def problems(self) -> tuple[Problem, ...]:
        """What keeps the form from being sent: no line at all, or a line without its reason."""
        used = [row for row in self.rows if row.is_used]
        if not used:
            sentence = _("Belum ada yang ditandai.")
            hint = _("Tandai berkas yang salah, atau tulis isian yang harus diperbaiki.")
            return (Problem("return-empty", sentence, hint, field=f"l-{self.rows[0].name}"),)
        known = {code for code, _label in self.reasons}
        sentence = _("Pilih alasan untuk “{text}”.")
        return tuple(
            Problem("return-reason", sentence.format(text=row.text or row.subject), field=f"l-{row.name}")
            for row in used
            if row.reason not in known
        )

    def marked(self, problems: tuple[Problem, ...]) -> "ReturnForm":
        """The same form with each fault beside its row."""
        faults = {problem.field: problem.sentence for problem in problems}
        return replace(self, rows=tuple(replace(row, error=faults.get(f"l-{row.name}", "")) for row in self.rows))


def return_form(
    procedure: Procedure, answers: Mapping[str, object], posted: Mapping[str, str], *, has_letter: bool = False
) -> ReturnForm:
    """
    The form as posted; a checklist posted with it has its wrong and missing papers ticked already.

    `has_letter`: somebody else sent the application from home, so that the letter of mandate may be sent back too.
    """
    papers = tuple(
        _paper_row(name, procedure.requirements[name].text, posted) for name in applicable(procedure, answers)
    )
    if has_letter:
        papers = (*papers, _paper_row(MANDATE, letter_of_mandate(), posted))
    papers = tuple(_guessed(row, procedure, posted) for row in papers)
    free = tuple(_free_row(f"isian-{place}", posted) for place in range(1, FREE_ROWS + 1))
    reasons = tuple(procedure.return_reasons.items()) or (
        ("kurang", _("Kurang")),
        ("salah", _("Salah")),
        ("lainnya", _("Lainnya, jelaskan dalam catatan")),
    )
    return ReturnForm((*papers, *free), reasons)


def _paper_row(name: str, text: str, posted: Mapping[str, str]) -> ReturnRow:
    ticked = bool(posted.get(f"l-{name}")) or posted.get(f"r-{name}") in {WRONG, MISSING}
    note = posted.get(f"ln-{name}", posted.get(f"n-{name}", ""))
    return ReturnRow(name, text, ticked=ticked, reason=posted.get(f"lr-{name}", ""), note=note.strip()[:NOTE_LENGTH])


def _guessed(row: ReturnRow, procedure: Procedure, posted: Mapping[str, str]) -> ReturnRow:
    """A paper ticked off as missing has its reason already, where the procedure has one for it; it can be changed."""
    if row.reason or posted.get(f"r-{row.name}") != MISSING or f"l-{row.name}" in posted:
        return row
    fitting = next((code for code in procedure.return_reasons if "kurang" in code), "")
    return replace(row, reason=fitting)


def _free_row(name: str, posted: Mapping[str, str]) -> ReturnRow:
    return ReturnRow(
        name,
        "",
        is_free=True,
        subject=posted.get(f"l-{name}", "").strip()[:SUBJECT_LENGTH],
        reason=posted.get(f"lr-{name}", ""),
        note=posted.get(f"ln-{name}", "").strip()[:NOTE_LENGTH],
    )

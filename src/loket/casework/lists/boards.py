"""The head's board: figures of an office today. Every figure is the length of a list that can be opened."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loket.casework.lists.lines import CaseLine, in_common, is_near, lines, most_urgent_first, open_lines, with_names
from loket.casework.refusals import NoSuchList
from loket.core.engine import Status
from loket.core.worktime import WorkCalendar
from loket.offices import queries as offices


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its meaning. `alarming` figures are red when they are not zero."""

    key: str
    label: str | Promise
    meaning: str | Promise
    alarming: bool
    cases: tuple[CaseLine, ...]

    @property
    def count(self) -> int:
        """How many cases stand in the list."""
        return len(self.cases)


@dataclass(frozen=True, slots=True)
class Board:
    """All figures of one office at one moment, from the same rows."""

    office_key: str
    at: datetime.datetime
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Today:
    now: datetime.datetime
    start: datetime.datetime
    calendar: WorkCalendar
    office_key: str
    staffed: dict[tuple[int, str], frozenset[int]]

    def able(self, line: CaseLine) -> frozenset[int]:
        """Who fills the lane of the step today; remembered, since many cases stand at the same step."""
        key = (line.procedure_id, line.step or "")
        if key not in self.staffed:
            step = line.procedure.by_id[line.step or ""]
            day = self.calendar.localise(self.now).date()
            officers = offices.officers_for(line.procedure, step, self.office_key, day)
            self.staffed[key] = frozenset(officer.person for officer in officers)
        return self.staffed[key]


_Test = Callable[[CaseLine, _Today], bool]


def _late(line: CaseLine, today: _Today) -> bool:
    return line.due_at is not None and line.due_at < today.now


def _without_holder(line: CaseLine, today: _Today) -> bool:
    """Nobody fills the lane today, or the one who holds the file does not."""
    able = today.able(line)
    return not able or (line.holder is not None and line.holder not in able)


_OPEN: Final[tuple[tuple[str, str | Promise, str | Promise, bool, _Test], ...]] = (
    (
        "berjalan",
        _("Sedang berjalan"),
        _("Permohonan yang sudah diterima dan belum ditutup."),
        False,
        lambda _line, _today: True,
    ),
    (
        "mendekati",
        _("Mendekati batas"),
        _("Jatuh tempo langkah atau janji paling lambat akhir hari kerja berikutnya."),
        False,
        lambda line, today: is_near(line, today.calendar, today.now),
    ),
    (
        "terlambat",
        _("Lewat waktu"),
        _("Jatuh tempo langkah atau janji sudah lewat dan jamnya tidak sedang berhenti."),
        True,
        _late,
    ),
    (
        "menunggu-pemohon",
        _("Menunggu pemohon"),
        _("Jam berhenti karena berkas atau kehadiran pemohon ditunggu."),
        False,
        lambda line, _today: line.status is Status.WAITING_FOR_APPLICANT,
    ),
    (
        "menunggu-pusat",
        _("Menunggu pusat"),
        _("Jam berhenti karena jawaban dari luar kantor ditunggu."),
        False,
        lambda line, _today: line.status is Status.WAITING_FOR_CENTRE,
    ),
    (
        "dikembalikan",
        _("Dikembalikan"),
        _("Berdiri di langkah tempat berkas dikirim kembali."),
        False,
        lambda line, _today: line.sent_back,
    ),
    (
        "tanpa-pemegang",
        _("Tanpa pemegang"),
        _("Hari ini tidak ada pejabat untuk langkahnya, atau pemegangnya tidak lagi berwenang."),
        True,
        _without_holder,
    ),
)


def board(office_key: str, now: datetime.datetime) -> Board:
    """The board of an office: two queries for cases, one for names. Raises NoSuchOffice."""
    office = offices.office(office_key)
    zone = ZoneInfo(office.zone)
    start = datetime.datetime.combine(now.astimezone(zone).date(), datetime.time(), zone)
    today = _Today(now, start, offices.work_calendar(office_key), office_key, {})
    running = list(with_names(most_urgent_first(open_lines(office.id))))
    closed = lines(in_common(office.id).filter(closed_at__gte=start).order_by("-closed_at"))
    figures = (
        Figure(
            "masuk",
            _("Masuk hari ini"),
            _("Permohonan yang diterima sejak tengah malam, termasuk yang sudah selesai."),
            False,
            tuple(line for line in [*running, *closed] if line.submitted_at >= start),
        ),
        Figure(
            "selesai",
            _("Selesai hari ini"),
            _("Permohonan yang ditutup sejak tengah malam: selesai, ditolak atau dicabut."),
            False,
            tuple(closed),
        ),
        *_open_figures(running, today),
    )
    return Board(office_key, now, figures)


def _open_figures(running: Iterable[CaseLine], today: _Today) -> list[Figure]:
    kept = tuple(running)
    return [
        Figure(key, label, meaning, alarming, tuple(line for line in kept if test(line, today)))
        for key, label, meaning, alarming, test in _OPEN
    ]


def board_list(office_key: str, key: str, now: datetime.datetime) -> Figure:
    """One figure of the board with its list. Raises NoSuchList."""
    found = next((figure for figure in board(office_key, now).figures if figure.key == key), None)
    if found is None:
        raise NoSuchList(key=key)
    return found

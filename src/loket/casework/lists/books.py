"""The books of an office, as queries over events: register, hand-over, refused intakes, archive."""

import datetime
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from loket.casework import models, words
from loket.casework.collecting import hand_over_no
from loket.casework.procedures import by_id, published
from loket.casework.records import ChecklistLine
from loket.casework.refusals import NoSuchBook, NoSuchCase
from loket.casework.store.history import printed_number, who_acted
from loket.casework.store.rows import read_cases
from loket.core.engine import Status
from loket.core.procedure.model import Procedure
from loket.offices import queries as offices

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class BookRecord:
    """One register book of one year: its title and the latest number."""

    book: str
    year: int
    title: str
    latest: int


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One number of a register book. `outcome` is what became of the case, in words."""

    number: str
    serial: int
    entered_at: datetime.datetime
    resi: str
    applicant_name: str
    service: str
    outcome: str
    status: Status
    acted_as: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page of a register book, numbers in order."""

    book: str
    title: str
    year: int
    page: int
    pages: int
    lines: tuple[RegisterLine, ...]


@dataclass(frozen=True, slots=True)
class PickupLine:
    """One hand-over: who collected what, when, and how the book was signed."""

    resi: str
    register_number: str
    applicant_name: str
    product: str
    collector_name: str
    collector_nik: str
    collector_relation: str
    collected_at: datetime.datetime
    signature: str


@dataclass(frozen=True, slots=True)
class RefusalRecord:
    """An application turned away at the counter, with the verdict on each paper."""

    id: int
    at: datetime.datetime
    procedure: Procedure
    applicant_name: str
    applicant_nik: str
    acted_as: str
    lines: tuple[ChecklistLine, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """The printed text of what was missing or wrong."""
        requirements = self.procedure.requirements
        return tuple(
            requirements[line.requirement].text
            for line in self.lines
            if line.state in ("missing", "wrong") and line.requirement in requirements
        )


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """Where the papers of a case lie."""

    resi: str
    applicant_name: str
    place: str
    at: datetime.datetime


def register_books(office_key: str) -> tuple[BookRecord, ...]:
    """The register books of an office that have a number, newest year first."""
    rows = models.Series.objects.filter(office=_number(office_key)).order_by("-year", "book")
    titles, apart = _book_titles(office_key), _books_of_complaints(office_key)
    return tuple(
        BookRecord(row.book, row.year, titles.get(row.book, row.book), row.value)
        for row in rows
        if row.book not in apart
    )


def _books_of_complaints(office_key: str) -> frozenset[str]:
    """Their numbers stand in the register of complaints, which shows to nobody a complaint about that person."""
    return frozenset(b for one in published(office_key) if one.procedure.complaint for b in one.procedure.books)


def _book_titles(office_key: str) -> dict[str, str]:
    numbers = (
        models.ProcedureVersion.objects.filter(cases__office=_number(office_key))
        .distinct()
        .values_list("pk", flat=True)
    )
    return {key: book.title for n in numbers for key, book in by_id(n).procedure.books.items()}


def register_book(office_key: str, book: str, year: int, page: int = 1) -> RegisterPage:
    """
    One page of a register book, from one. A book without numbers has one empty page.

    Raises NoSuchBook for a book that no procedure of the office keeps.
    """
    series = models.Series.objects.filter(office=_number(office_key), book=book, year=year).first()
    title = _book_titles(office_key).get(book, book)
    if book in _books_of_complaints(office_key):
        raise NoSuchBook(book=book)
    if series is None and all(book not in version.procedure.books for version in published(office_key)):
        raise NoSuchBook(book=book)
    if series is None:
        return RegisterPage(book, title, year, 1, 1, ())
    pages = max(1, -(-series.value // PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE
    rows = (
        models.Event.objects.filter(
            series=series.name, number__gt=first, number__lte=first + PAGE, case__kept_from=None
        )
        .annotate(who=who_acted())
        .order_by("number")
        .values_list("number", "recorded_at", "occurred_at", "who", *_CASE)
    )
    return RegisterPage(book, title, year, page, pages, tuple(_register_line(series, row) for row in rows))


_CASE: Final = ("case__resi", "case__applicant_name", "case__procedure_id", "case__status")


def _register_line(series: models.Series, row: Sequence[Any]) -> RegisterLine:
    number, recorded_at, occurred_at, acted_as, resi, applicant_name, procedure_id, status = row
    return RegisterLine(
        printed_number(series.name, series.format, number, occurred_at),
        number,
        recorded_at,
        resi,
        applicant_name,
        by_id(procedure_id).procedure.identity.name,
        str(words.STATUS_LABELS[Status(status)]),
        Status(status),
        acted_as,
    )


def pickup_book(office_key: str, since: datetime.datetime, until: datetime.datetime) -> tuple[PickupLine, ...]:
    """
    The hand-overs of a span, oldest first, each with its signature even when the book was signed later.

    Papers of one application that were collected on their own have each a line of their own.
    """
    # No step is without its price, so events have no index by time: the cases that can be meant have one.
    done = models.Event.objects.filter(
        Q(case__closed_at__isnull=True) | Q(case__closed_at__gte=since),
        case__office=_number(office_key),
        kind__in=("step-completed", "papers-collected"),
    )
    handed = done.filter(payload__contains='"collector_name"', occurred_at__gte=since, occurred_at__lt=until)
    rows = (
        done.filter(
            Q(payload__contains='"collector_name"') | Q(payload__contains='"signature"'),
            case_id__in=handed.values("case_id"),
        )
        .order_by("case_id", "seq")
        .values_list(
            "payload",
            "occurred_at",
            "case__resi",
            "case__register_number",
            "case__applicant_name",
            "case__procedure_id",
        )
    )
    found: dict[str, list[PickupLine]] = {}
    parted = set()
    for payload, at, resi, number, name, procedure_id in rows:
        said = json.loads(payload)
        lines, evidence = found.setdefault(resi, []), said.get("evidence", {})
        if "collector_name" in evidence or not lines:
            product = _papers(said) or _rest(by_id(procedure_id).procedure.product, parted=resi in parted)
            parted |= {resi} if "papers" in said else set()
            lines.append(PickupLine(resi, number, name, product, "", "", "", at, ""))
        lines[-1] = _with_evidence(lines[-1], evidence)
    every = (line for lines in found.values() for line in lines if since <= line.collected_at < until)
    return tuple(sorted(every, key=lambda line: (line.collected_at, line.resi)))


def papers_taken(office_key: str, resis: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """
    Which papers of these applications were collected on their own for the hand-over they wait for now; one of which none was is
    left out. Two statements.
    """
    numbers = {row.resi: hand_over_no(row, by_id(row.procedure_id).procedure) for row in read_cases(list(resis))}
    rows = models.Event.objects.filter(
        case__office=_number(office_key), case__resi__in=resis, kind="papers-collected"
    ).order_by("case_id", "seq")
    found: dict[str, tuple[str, ...]] = {}
    for resi, payload in rows.values_list("case__resi", "payload"):
        if names := tuple(_names(json.loads(payload)["papers"], numbers[resi])):
            found[resi] = (*found.get(resi, ()), *names)
    return found


def _names(papers: Iterable[str], hand_over: int) -> Iterator[str]:
    """The papers without their numbers, but for those printed for an earlier hand-over: see `PaperLine`."""
    for paper in papers:
        number, _space, name = paper.partition(" ")
        _place, _dot, of = number.partition(".")
        if of in ("", str(hand_over)):
            yield name


def _papers(said: Mapping[str, Any]) -> str:
    return ", ".join(str(paper).partition(" ")[2] for paper in said.get("papers", ()))


def _rest(product: str, *, parted: bool) -> str:
    """What the last collector took: all, or what the others had left."""
    return _("sisanya dari %(product)s") % {"product": product} if parted else product


def _with_evidence(line: PickupLine, evidence: dict[str, Any]) -> PickupLine:
    return PickupLine(
        line.resi,
        line.register_number,
        line.applicant_name,
        line.product,
        str(evidence.get("collector_name", line.collector_name)),
        str(evidence.get("collector_nik", line.collector_nik)),
        str(evidence.get("collector_relation", line.collector_relation)),
        line.collected_at,
        str(evidence.get("signature", line.signature)),
    )


def intake_refusals(office_key: str, since: datetime.datetime, until: datetime.datetime) -> tuple[RefusalRecord, ...]:
    """The applications turned away in a span, newest first."""
    rows = models.IntakeRefusal.objects.filter(office=_number(office_key), at__gte=since, at__lt=until).order_by(
        "-at", "-pk"
    )
    return tuple(_refusal(row) for row in rows)


def intake_refusal(office_key: str, number: int) -> RefusalRecord:
    """One refused intake of the office. Raises NoSuchCase, for another office's as well."""
    row = models.IntakeRefusal.objects.filter(office=_number(office_key), pk=number).first()
    if row is None:
        raise NoSuchCase(resi=number)
    return _refusal(row)


def _refusal(row: models.IntakeRefusal) -> RefusalRecord:
    return RefusalRecord(
        row.pk,
        row.at,
        by_id(row.procedure_id).procedure,
        row.applicant_name,
        row.applicant_nik,
        row.acted_as,
        tuple(ChecklistLine(**line) for line in row.checklist),
    )


def archive_places(office_key: str, text: str, limit: int = PAGE) -> tuple[ArchiveLine, ...]:
    """Where papers lie, found by place, resi or name; without a text the latest."""
    rows = models.Event.objects.filter(
        case__office=_number(office_key), case__kept_from=None, payload__contains='"archive_place"'
    )
    wanted = text.strip()
    if wanted:
        code = "".join(c for c in wanted.upper() if c.isalnum())
        by_case = Q(case__resi=code) | Q(case__name_key__startswith=wanted.upper())
        rows = rows.filter(by_case | Q(payload__icontains=wanted))
    chosen = rows.order_by("-occurred_at").values_list("payload", "occurred_at", "case__resi", "case__applicant_name")
    found = ((json.loads(p)["evidence"]["archive_place"], at, resi, name) for p, at, resi, name in chosen[:limit])
    return tuple(ArchiveLine(resi, name, place, at) for place, at, resi, name in found)


def _number(office_key: str) -> int:
    return offices.office(office_key).id

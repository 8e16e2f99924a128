"""
What one service offers the public: its papers by the answers given, its time, its price, its way through the office, and the
standard it is held to. It reads a procedure and adds nothing of its own but where the law says so for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from loket.casework.queries import Stage, stages_of
from loket.core.procedure.model import Component, Procedure, Requirement
from loket.core.procedure.requirements import alternatives, mattering
from loket.web.questions import AskedQuestion, answers_in, asked_of

# Basis: UU 24/2013 ps. 79A.
FREE: Final = gettext_lazy("Tidak dipungut biaya (UU 24/2013 pasal 79A).")
SHOWN_ABOVE: Final = frozenset({"persyaratan", "prosedur", "jangka-waktu", "biaya", "produk", "pengaduan"})
"""The six components that the public is served by; the others say how the office keeps them. Basis: Permenpan-RB 15/2014."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One paper to bring: as printed, and what is done with its original and copies."""

    text: str
    notes: tuple[str, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Offer:
    """
    One service for who asks as the questions were answered.

    `questions` are those that matter for the list: first those without a default, and once these are answered, those that
    would still change it. `groups`: of each, one paper will do; None while a question is open. `printed` is the list of the
    standard as it is printed, for everybody.
    """

    procedure: Procedure
    questions: tuple[AskedQuestion, ...]
    groups: tuple[tuple[Asked, ...], ...] | None
    stages: tuple[Stage, ...]
    product: str
    promise: str
    price: tuple[str, ...]
    complaints: tuple[str, ...]
    printed: tuple[str, ...]
    others: tuple[Component, ...]


def offer_of(procedure: Procedure, given: Mapping[str, str]) -> Offer:
    """The service by the answers `given`, as `a-NAME`; what is no answer to a question counts as none."""
    asked = asked_of(procedure, given)
    answers = answers_in(procedure, asked)
    is_open = len(answers) < len(asked)
    parts = {part.key: part for part in procedure.standard.components} if procedure.standard else {}
    times = parts.get("jangka-waktu")
    return Offer(
        procedure,
        matters_of(procedure, asked),
        None if is_open else _groups(procedure, answers),
        stages_of(procedure),
        procedure.product,
        "; ".join(times.text) if times else procedure.clock.promise or "",
        _lines(parts.get("biaya")) or (str(FREE),),
        _lines(parts.get("pengaduan")),
        _lines(parts.get("persyaratan")),
        tuple(part for key, part in parts.items() if key not in SHOWN_ABOVE),
    )


def texts_of(offer: Offer) -> tuple[str, ...]:
    """What is read above the fold of the page: the papers, the questions, the product and the way through the office."""
    papers = [f"{paper.text} {' '.join(paper.notes)}" for group in offer.groups or () for paper in group]
    return (
        offer.product,
        *(question.text for question in offer.questions),
        *papers,
        *(stage.label for stage in offer.stages),
    )


def matters_of(procedure: Procedure, asked: tuple[AskedQuestion, ...]) -> tuple[AskedQuestion, ...]:
    """Of the questions those that matter: first those without a default, and once these are answered, what would still change the list."""
    answers = answers_in(procedure, asked)
    is_open = len(answers) < len(asked)
    names = [name for name in mattering(procedure, answers) if not is_open or procedure.questions[name].default is None]
    return tuple(question for question in asked if question.name in names)


def _lines(part: Component | None) -> tuple[str, ...]:
    return part.text if part else ()


def _groups(procedure: Procedure, answers: Mapping[str, object]) -> tuple[tuple[Asked, ...], ...]:
    groups = alternatives(procedure, answers)
    return tuple(tuple(_asked(procedure.requirements[name]) for name in group) for group in groups)


def _asked(paper: Requirement) -> Asked:
    notes = []
    if paper.original == "kept":
        notes.append(_("asli, disimpan kantor"))
    elif paper.original == "shown":
        notes.append(_("asli diperlihatkan, lalu dibawa pulang"))
    if paper.copies:
        notes.append(
            ngettext("%(count)s lembar fotokopi", "%(count)s lembar fotokopi", paper.copies) % {"count": paper.copies}
        )
    return Asked(paper.text, tuple(notes), paper.basis or "")

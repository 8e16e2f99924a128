"""
Who is answered what, everywhere (T06, I13): the walk of all addresses and operations against the reviewed matrix.

After a change that is meant: `LOKET_REVIEW=1 pytest tests/apps/rights` writes `matrix.txt` anew; read what git shows of it.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from loket.casework import procedures
from loket.casework.store.seen import forget_cases
from loket.offices.memory import forget_all
from loket.register import services as register
from tests.apps.rights import matrix, walk
from tests.apps.rights.matrix import Column, Line
from tests.apps.rights.world import MONDAY, Side, side

pytestmark = pytest.mark.long

FOR_EVERYBODY: Final = {
    "sign-in": "the door itself",
    "sign-in-passkey": "the door itself",
    "verify-ask": "whoever holds a paper may check it",
    "verify": "whoever holds a paper may check it",
    "scanned": "whoever holds a paper may check it",
    "scan-apart": "a signed pass of a minute says who was sent here; without one there is nothing",
    "offices": "what an office offers stands on its door",
    "office": "what an office offers stands on its door",
    "service": "what an office offers stands on its door",
    "work": "whoever never worked in this browser is led to the services",
    "track": "a resi and a second thing say whose file it is, and no name is shown",
    "survey-published": "the law wants it published; it holds no count that points at somebody",
    "survey-begin": "a resi and a second thing say whose file it is",
    "survey": "a token that only the one who follows the file was given; without one there is nothing",
    "survey-thanks": "a word of thanks",
    "complain-where": "the offices to complain to",
    "complain": "anybody may complain, also without a name; it names no officer",
    "complaint-track": "a code of 80 bits that only the complainant was given",
    "words": "what the words of the office mean",
    "away": "what to do where there is no line; it is the same for everyone",
    "manifest": "what the site is called on the screen of a telephone",
    "worker": "a script that keeps the look of the site and the page above",
    "icon": "the picture of the site",
    "home": "asks for the code of an application, and shows what this device has opened",
    "home-lost": "asks for a resi and a telephone, and answers every pair alike",
    "home-lost-code": "a code that was sent to the applicant's telephone; without one there is nothing",
    "home-begin": "anybody may begin to apply",
    "home-leave": "takes everything off the device that asks",
    **dict.fromkeys(
        (
            f"home-{page}"
            for page in [
                "state",
                "receipt",
                "questions",
                "applicant",
                "keep",
                "papers",
                "upload",
                "part",
                "drop",
                "review",
                "correct",
                "end",
                "mandates",
                "mandate-end",
                "fetch",
            ]
        ),
        "whoever has not opened the application by its code is led to where it is asked for",
    ),
    "security-txt": "whom to tell of a hole",
    "set_language": "the language of the sign-in page",
    "favicon.ico": "the picture of the site",
    "session-state": "whoever has no session is told that, and nothing else",
    "session-stay": "whoever has no session is told that, and nothing else",
}
"""Addresses that answer without a sign-in, and why."""

REFUSED_BY_POSITION: Final = {
    "board-person": "whoever does not supervise opens nobody's desk, and is told so before anyone is looked up",
    "complaint-box-minutes": "whoever takes no complaints in is told so before the box is looked up",
    "substitute": "whoever hands out nothing is told so before the resident is looked up",
}
"""Addresses that answer 403 to a position before they look at what is named, so that nothing is told of it."""

OF_THE_PUBLIC: Final = {"get:get_office": "name and address of an office stand on its door"}
"""Operations that answer about another office, and why."""

ONLY_WHILE_FRESH: Final = {
    "affected-out",
    "alarms-out",
    "breach-letters",
    "complaint-lapor-out",
    "complaint-recap-out",
    "destruction-carry-out",
    "destruction-out",
    "figures-out",
    "message-gateways",
    "office-second-factor",
    "passkey-remove",
    "recovery-codes",
    "replace-second-factor",
}
"""Addresses that ask for password or code once more where the sign-in is older than five minutes."""

NOT_FOUND_BY_ANYONE: Final = {
    "awaited-print": "only of a case that waits for its applicant; see tests/apps/web_counter/test_intake.py"
}
"""Addresses of which these offices have nothing to show, and where they are tested."""


@dataclass(frozen=True)
class Walk:
    """What was found: the columns, and the lines by their key."""

    heads: tuple[Column, ...]
    lines: dict[str, Line]
    asked_again: frozenset[str]

    def cells(self, line: Line) -> Iterator[tuple[Column, str]]:
        """Each visitor with each status of the cell."""
        for head, cell in zip(self.heads, line.cells, strict=True):
            for status in cell.replace("-/", "").split("/"):
                yield head, status


@pytest.fixture(scope="module")
def found(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """The walk, once: two offices are made, walked and rolled back."""
    home = tmp_path_factory.mktemp("hak")
    kept = override_settings(SIGNING_ROOT=home / "kunci", MEDIA_ROOT=home / "berkas")
    (home / "kunci").mkdir()
    # Half of all answers are refusals; to write each to the log takes longer than to make it.
    logging.disable(logging.WARNING)
    try:
        with django_db_blocker.unblock(), kept, time_machine.travel(MONDAY, tick=False), transaction.atomic():
            _forget()
            yield _walked()
            transaction.set_rollback(True)
    finally:
        logging.disable(logging.NOTSET)
        _forget()


def _forget() -> None:
    forget_all()
    procedures.forget()
    forget_cases()


def _walked() -> Walk:
    register.load_regions()
    sides = (side("bintan", 1), side("pontianak", 11))
    heads = matrix.columns(sides)
    officers = [officer for one in sides for officer in one.officers.values()]
    visitors = [walk.nobody(), *(walk.visitor(officer) for officer in officers)]
    lines = []
    for route in walk.routes():
        if not route.names_an_object:
            lines.append(matrix.walked(route, sides[0], "-", visitors))
            continue
        lines += [matrix.walked(route, one, letter, visitors) for letter, one in zip("AB", sides, strict=True)]
    return Walk(heads, {line.key: line for line in lines}, _asked_again(sides[0]))


def _asked_again(own: Side) -> frozenset[str]:
    """Where the head, who signed in this morning, is asked for password or code once more."""
    head = walk.visitor(own.officers["kadis"], fresh=False)
    return frozenset(r.name for r in walk.routes() for m in r.methods if head.status(r, m, own) == "kode")


class TestTheMatrix:
    def test_i13_equals_the_reviewed_one(self, found: Walk) -> None:
        if os.environ.get("LOKET_REVIEW"):
            matrix.FILE.write_text(matrix.text_of(found.lines.values(), found.heads), encoding="utf-8")
        kept = matrix.reviewed(matrix.FILE.read_text(encoding="utf-8"))
        told = matrix.differences(kept, found.lines, found.heads)
        assert not told, "\n".join(["Hak berubah; tinjau, lalu LOKET_REVIEW=1:", *told])

    def test_has_two_lines_for_every_address_that_names_an_object(self, found: Walk) -> None:
        for route in walk.routes():
            name = f"{route.methods[0].lower()}:{route.name}" if route.api else route.name
            sides = "AB" if route.names_an_object else "-"
            assert all(f"{name} {letter}" in found.lines for letter in sides), name

    def test_t06_never_shows_another_office_its_neighbours_object(self, found: Walk) -> None:
        seen = 0
        for line in found.lines.values():
            if line.side == "-" or line.name in OF_THE_PUBLIC:
                continue
            refusals = {"404", "403"} if line.name in REFUSED_BY_POSITION else {"404"}
            for head, status in found.cells(line):
                if head.mark[0] in "AB" and head.mark[0] != line.side and status != matrix.NOT_FOR_ANYONE:
                    assert status in refusals, (line.key, head.who, status)
                    seen += 1
        assert seen > 500

    def test_shows_its_own_office_each_object_that_the_others_may_not_see(self, found: Walk) -> None:
        """An address that is nowhere to be found for anyone would prove nothing."""
        hidden = {
            line.key
            for line in found.lines.values()
            if line.side != "-"
            and all(status in {"404", "405"} for head, status in found.cells(line) if head.mark[0] == line.side)
        }
        assert {key.split()[0] for key in hidden} == set(NOT_FOUND_BY_ANYONE)

    def test_lets_nobody_in_without_an_account(self, found: Walk) -> None:
        for line in found.lines.values():
            if line.name not in FOR_EVERYBODY:
                answers = {status for head, status in found.cells(line) if head.mark == "?"}
                assert answers <= {"masuk", "401", "405", "404"} - ({"404"} if line.side != "-" else set()), line.key

    def test_asks_once_more_before_what_weighs_most(self, found: Walk) -> None:
        assert found.asked_again == ONLY_WHILE_FRESH

    def test_never_breaks(self, found: Walk) -> None:
        broken = [(line.key, head.who) for line in found.lines.values() for head, s in found.cells(line) if s[0] == "5"]
        assert broken == []

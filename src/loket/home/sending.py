"""
Sending: a draft becomes a case, or the answer to what its file was sent back for.

That it is sent is written first; from then on everything can be done again from what the draft holds, by whoever sends it once
more or by the next sweep, and nothing is done twice.
"""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from loket.casework import services as casework
from loket.casework.mandated import LASTS
from loket.casework.records import MANDATE, Applicant
from loket.collection.records import MandateWish, Relation, Scope, Taker
from loket.collection.refusals import LetterMissing
from loket.core.problems import BadTerm, Refusal
from loket.core.terms import HomeCode
from loket.home import models
from loket.home.drafts import empty, held, key_of, owner_of, record, row_of
from loket.home.records import DraftRecord
from loket.home.refusals import NothingChanged
from loket.home.uploading import content_of
from loket.offices import queries as offices
from loket.offices.records import at_home
from loket.storage.writing import run
from loket.vault.services import seal, unseal

_log: Final = logging.getLogger(__name__)

_LETTER: Final = "kiriman"
_LEFT_ALONE: Final = timedelta(minutes=2)
_AT_ONCE: Final = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """
    What is sent. The first time: who applies, `answers` to the guide questions, and whoever acts for the applicant by a mandate,
    whose letter is among the papers; as a correction: `note`, what was changed in words.
    """

    applicant: Applicant
    answers: dict[str, object]
    proxy: Taker | None = None
    note: str = ""


def send(code: HomeCode, letter: Letter, *, of_round: int) -> DraftRecord:
    """
    Send a draft, and bring its papers to the case. `of_round` is that of the draft which the applicant saw: sent twice, it is
    sent once, by whoever came first; the other finds it `is_sending` or sent.

    Raises NoSuchDraft, NothingChanged for a correction of nothing, PaperLost, and what `casework.services.apply` and
    `answer_return` refuse; then the draft is as it was.
    """

    def write() -> models.Draft | None:
        draft = held(code)
        if draft.round != of_round or draft.is_sending:
            return None
        _require_change(draft, letter)
        draft.letter = seal(owner_of(draft), _LETTER, json.dumps(asdict(letter)).encode())
        draft.is_sending = True
        draft.changed_at = timezone.now()
        draft.save(update_fields=["letter", "is_sending", "changed_at"])
        return draft

    draft = run(write)
    if draft is not None:
        _deliver(draft)
    return record(row_of(code))


def _require_change(draft: models.Draft, letter: Letter) -> None:
    is_correction = draft.round > 0
    if is_correction and not letter.note.strip() and not models.DraftPaper.objects.filter(draft=draft).exists():
        raise NothingChanged


def take_up_unsent() -> int:
    """
    Finish what was sent while the server went down, some at once; returns how many. What is refused is the applicant's again.

    It is called on the pages of strangers: whatever fails on one draft is logged and fails for nobody else, and the draft goes
    to the end of the line, so that it keeps nobody waiting.
    """
    rows = models.Draft.objects.filter(is_sending=True, changed_at__lt=timezone.now() - _LEFT_ALONE)
    done = 0
    for draft in rows.order_by("changed_at")[:_AT_ONCE]:
        try:
            _deliver(draft)
        except (Refusal, BadTerm):
            continue
        except Exception as fault:  # noqa: BLE001 (it is nobody else's)
            # Not its words: they may name somebody.
            _log.error("a draft could not be brought to its case: %s, %s", draft.pk, type(fault).__name__)
            _put_off(draft)
            continue
        done += 1
    return done


def _put_off(draft: models.Draft) -> None:
    still = models.Draft.objects.filter(pk=draft.pk, is_sending=True)
    run(lambda: still.update(changed_at=timezone.now()))


def _deliver(draft: models.Draft) -> None:
    """
    Bring what was sent, then note that all of it is with the case by taking the letter away, then clear away what the draft held.

    From the note on nothing is brought any more, for the key is about to go: whoever goes on after a crash only clears away.
    """
    this_round = models.Draft.objects.filter(pk=draft.pk, round=draft.round)
    if draft.letter is not None:
        try:
            _bring(draft, _letter(draft))
        except (Refusal, BadTerm):
            if run(lambda: this_round.filter(letter__isnull=False).update(is_sending=False, letter=None)):
                raise
            # Somebody else has brought it meanwhile.
            return
        run(lambda: this_round.update(letter=None))
    empty(draft)
    now = timezone.now()
    run(lambda: this_round.update(round=draft.round + 1, is_sending=False, letter=None, content=None, changed_at=now))


def _bring(draft: models.Draft, letter: Letter) -> None:
    by = at_home(offices.office_by_id(draft.office_id))
    mandate = _mandate(draft, letter)
    for paper in _papers(draft):
        # What is lost is told before anything is sent.
        content_of(paper, draft)
    if draft.round == 0:
        key, applicant = key_of(draft), letter.applicant
        said = letter.answers
        taken = casework.apply(draft.service, by=by, applicant=applicant, answers=said, key=key, proxy=mandate)
        draft.resi = taken.resi
        run(lambda: models.Draft.objects.filter(pk=draft.pk).update(resi=draft.resi))
    for paper in _papers(draft):
        casework.bring_paper(draft.resi, paper.requirement, content_of(paper, draft), by=by)
    if draft.round > 0:
        casework.answer_return(draft.resi, letter.note, by=by, key=key_of(draft), letter=_photographed(draft))


def _mandate(draft: models.Draft, letter: Letter) -> MandateWish | None:
    if letter.proxy is None:
        return None
    until = offices.today(offices.office_by_id(draft.office_id).key, timezone.now()) + LASTS
    return MandateWish(letter.proxy, frozenset({Scope.APPLY, Scope.CORRECT}), until, _photographed(draft))


def _photographed(draft: models.Draft) -> str:
    """The hash of the letter of mandate as it was uploaded last; empty without one."""
    letter = _papers(draft).filter(requirement=MANDATE).last()
    return letter.sha256 if letter else ""


def _papers(draft: models.Draft) -> "QuerySet[models.DraftPaper]":
    return models.DraftPaper.objects.filter(draft=draft).order_by("pk")


def _letter(draft: models.Draft) -> Letter:
    said = json.loads(unseal(owner_of(draft), _LETTER, bytes(draft.letter or b"")))
    proxy = said["proxy"]
    if isinstance(proxy, str):
        # Sent by an earlier version, which asked for a name alone: it is the applicant's again, to say the rest.
        if proxy:
            raise LetterMissing
        proxy = None
    if proxy:
        proxy = Taker(proxy["name"], proxy["nik"], Relation(proxy["relation"]), proxy["phone"])
    return Letter(Applicant(**said["applicant"]), said["answers"], proxy, said["note"])

"""Taking an answer: by an invitation, which it uses up, or from a form of paper that an officer types in."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import IntegrityError
from django.db.models import F

from loket.core.engine.refusals import NotAllowed
from loket.core.problems import BadTerm, Problem
from loket.core.survey.profile import Profile, is_form, without_numbers
from loket.lobby import models
from loket.lobby.inviting import digest_of
from loket.lobby.refusals import InvitationGone, NotAForm
from loket.offices import queries as offices
from loket.offices.records import Officer
from loket.storage.writing import run

OLDEST_PAPER = datetime.timedelta(days=366)


class Channel(StrEnum):
    """How an answer came."""

    ONLINE = "daring"
    PAPER = "kertas"


@dataclass(frozen=True, slots=True)
class Form:
    """A filled-in survey: answers of 1 to 4 by element, what the respondent says of himself, and a remark."""

    answers: Mapping[str, int]
    profile: Profile = field(default_factory=Profile)
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A form of paper as it is typed in; `key` makes sending it twice the same as once."""

    service: str
    unit: str
    answered_date: datetime.date
    form: Form
    key: uuid.UUID


def answer(token: str, form: Form, now: datetime.datetime) -> None:
    """
    Take the answer and use up the invitation, both or neither; of two at once one is taken.

    Raises NotAForm, and InvitationGone for a token that was used or never given.
    """
    _require_form(form)

    def taken() -> None:
        invitation = models.Invitation.objects.filter(digest=digest_of(token)).first()
        # Removed by us and nobody else: whoever came second waited here for the first, and removes nothing.
        if invitation is None or not models.Invitation.objects.filter(pk=invitation.pk).delete()[0]:
            raise InvitationGone
        day = offices.today(offices.office_by_id(invitation.office_id).key, now)
        about = {"office_id": invitation.office_id, "service": invitation.service, "unit": invitation.unit}
        _row(form, **about, answered_date=day, channel=Channel.ONLINE).save(force_insert=True)

    run(taken)


def type_in(paper: Paper, officer: Officer, now: datetime.datetime) -> None:
    """
    Take a form of paper; who typed it is kept as a count of the day alone.

    Raises NotAllowed for officers who take nothing in, NotAForm, and BadTerm for a day to come or longer ago than a year.
    """
    if "intake" not in officer.powers:
        raise NotAllowed
    _require_form(paper.form)
    today = offices.today(officer.office_key, now)
    if not today - OLDEST_PAPER <= paper.answered_date <= today:
        raise BadTerm(Problem("survey-date", "Isi tanggal pada lembar, paling lama setahun lalu.", field="date"))
    about = {"office_id": officer.office_id, "service": paper.service, "unit": paper.unit[:200]}
    row = _row(paper.form, **about, answered_date=paper.answered_date, channel=Channel.PAPER, id=paper.key)

    try:
        run(lambda: row.save(force_insert=True))
    except IntegrityError:
        if not models.Answer.objects.filter(pk=paper.key).exists():
            raise
    else:
        # Apart from the answer: what is written in one transaction could be told to belong together.
        run(lambda: _count(officer, today))


def _count(officer: Officer, today: datetime.date) -> None:
    day = {"office_id": officer.office_id, "person": officer.person, "typed_date": today}
    models.PaperTally.objects.bulk_create([models.PaperTally(**day, forms=0)], ignore_conflicts=True)
    models.PaperTally.objects.filter(**day).update(forms=F("forms") + 1)


def _require_form(form: Form) -> None:
    if not is_form(dict(form.answers)) or not form.profile.is_known:
        raise NotAForm


def _row(form: Form, **about: object) -> models.Answer:
    who = form.profile
    return models.Answer(
        **about,
        **form.answers,
        sex=who.sex,
        age=who.age,
        education=who.education,
        occupation=who.occupation,
        remark=without_numbers(form.remark),
    )

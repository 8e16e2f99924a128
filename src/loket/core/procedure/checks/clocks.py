"""Rules on clocks, pauses and withdrawal: the steps they name exist, and a promise can be read."""

from collections.abc import Iterator

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.near import suggestion


def clock_step_unknown(subject: Subject) -> Iterator[Problem]:
    """The clock starts and stops after steps that exist."""
    clock, ids = subject.procedure.clock, subject.procedure.by_id
    for key, step in (("starts_after", clock.starts_after), ("stops_after", clock.stops_after)):
        if step is not None and step not in ids:
            sentence = f"Jam layanan memakai langkah “{step}”, tetapi langkah itu tidak ada."
            yield subject.error("clock-step-unknown", sentence, suggestion(step, ids), "clock", key)


def pause_step_unknown(subject: Subject) -> Iterator[Problem]:
    """A reason to pause names steps that exist."""
    ids = subject.procedure.by_id
    for name, pause in subject.procedure.clock.pauses.items():
        for step in pause.steps:
            if step not in ids:
                sentence = f"Jeda “{name}” berlaku pada langkah “{step}”, tetapi langkah itu tidak ada."
                yield subject.error(
                    "pause-step-unknown", sentence, suggestion(step, ids), "clock", "pauses", name, "steps"
                )


def promise_unreadable(subject: Subject) -> Iterator[Problem]:
    """A printed promise that gives no time leaves the citizen without a date."""
    clock = subject.procedure.clock
    if clock.promise is not None and clock.duration is None:
        sentence = f"Janji waktu “{clock.promise}” tidak dapat dibaca sebagai waktu."
        hint = "Tulis misalnya “3 hari kerja”; bila tercetak begitu, kosongkan `promise` dan catat dalam `notes`."
        yield subject.error("promise-unreadable", sentence, hint, "clock", "promise")


def withdrawable_until_unknown(subject: Subject) -> Iterator[Problem]:
    """The step until which an applicant may withdraw exists."""
    step, ids = subject.procedure.withdrawable_until, subject.procedure.by_id
    if step is not None and step not in ids:
        sentence = f"Permohonan dapat dicabut sampai langkah “{step}”, tetapi langkah itu tidak ada."
        yield subject.error("withdrawable-until-unknown", sentence, suggestion(step, ids), "withdrawable_until")


RULES = (clock_step_unknown, pause_step_unknown, promise_unreadable, withdrawable_until_unknown)

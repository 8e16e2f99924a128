"""Rules on clocks, pauses, complaints, withdrawal and applying from home: the steps they name exist, and a promise can be read."""

from collections.abc import Iterator

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.near import suggestion
from loket.core.worktime.duration import Duration


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
    said: list[tuple[tuple[str, ...], str, Duration | None]] = []
    if clock.promise is not None:
        said.append((("clock", "promise"), clock.promise, clock.duration))
    if clock.promise_by is not None:
        place, times = ("clock", "promise_by", "outcomes"), clock.promise_by.durations
        said += [((*place, key), text, times[key]) for key, text in clock.promise_by.outcomes.items()]
    for where, text, duration in said:
        if duration is None:
            sentence = f"Janji waktu “{text}” tidak dapat dibaca sebagai waktu."
            hint = "Tulis misalnya “3 hari kerja”; bila tercetak begitu, kosongkan `promise` dan catat dalam `notes`."
            yield subject.error("promise-unreadable", sentence, hint, *where)


def promise_step_unknown(subject: Subject) -> Iterator[Problem]:
    """What is promised by the outcome of a step names a step that exists, and outcomes that it has."""
    promises, ids = subject.procedure.clock.promise_by, subject.procedure.by_id
    if promises is None:
        return
    place = ("clock", "promise_by")
    if promises.step not in ids:
        sentence = f"Janji waktu menurut hasil langkah “{promises.step}”, tetapi langkah itu tidak ada."
        yield subject.error("promise-step-unknown", sentence, suggestion(promises.step, ids), *place, "step")
        return
    known = ids[promises.step].outcomes
    for outcome in promises.outcomes:
        if outcome not in known:
            sentence = f"Janji waktu untuk hasil “{outcome}”, tetapi langkah “{promises.step}” tidak punya hasil itu."
            yield subject.error("promise-outcome-unknown", sentence, suggestion(outcome, known), *place, "outcomes")


def complaint_step_unknown(subject: Subject) -> Iterator[Problem]:
    """The steps named for complaints exist; it begins and is heard by steps of the complainant."""
    procedure = subject.procedure
    named = procedure.complaint
    if named is None:
        return
    ids, actors = procedure.by_id, procedure.actors
    own = {"heard_by": named.heard_by}
    for key, step in ({"verified_by": named.verified_by, "told_by": named.told_by} | own).items():
        if step not in ids:
            sentence = f"Pengaduan memakai langkah “{step}”, tetapi langkah itu tidak ada."
            yield subject.error("complaint-step-unknown", sentence, suggestion(step, ids), "complaint", key)
        elif key in own and (actor := actors.get(ids[step].actor)) and actor.kind != "applicant":
            sentence = f"Jawaban pengaduan ditanggapi pada langkah “{step}”, tetapi langkah itu bukan milik pelapor."
            hint = "Pilih langkah yang pelakunya `kind: applicant`, supaya pelapor dapat menanggapi sendiri."
            yield subject.error("complaint-not-heard", sentence, hint, "complaint", key)


def reminder_after_closing(subject: Subject) -> Iterator[Problem]:
    """Whoever is reminded can still answer: each reminder comes before the closing, one after the other."""
    waiting = subject.procedure.clock.waiting
    if waiting is None:
        return
    days = [*waiting.remind_after, waiting.close_after]
    if days != sorted(set(days)):
        sentence = "Pengingat kepada pemohon tidak mendahului penutupan berkas, atau tidak urut."
        hint = "Tulis misalnya `remind_after: [5, 10]` dan `close_after: 15`, dalam hari kerja."
        yield subject.error("reminder-after-closing", sentence, hint, "clock", "waiting")


def withdrawable_until_unknown(subject: Subject) -> Iterator[Problem]:
    """The step until which an applicant may withdraw exists."""
    step, ids = subject.procedure.withdrawable_until, subject.procedure.by_id
    if step is not None and step not in ids:
        sentence = f"Permohonan dapat dicabut sampai langkah “{step}”, tetapi langkah itu tidak ada."
        yield subject.error("withdrawable-until-unknown", sentence, suggestion(step, ids), "withdrawable_until")


def from_home_without_applicant(subject: Subject) -> Iterator[Problem]:
    """What is applied for from home begins with a step of the applicant that asks for nothing but the application."""
    procedure = subject.procedure
    first = procedure.first
    actor = procedure.actors.get(first.actor)
    if procedure.from_home and not (actor and actor.kind == "applicant" and set(first.acts) == {"submit"}):
        sentence = f"Layanan ini dapat diajukan dari rumah, tetapi langkah pertamanya, “{first.id}”, bukan pengajuan oleh pemohon."
        hint = "Hapus `from_home`, atau mulailah dengan langkah pemohon yang `acts`-nya hanya `submit`."
        yield subject.error("from-home-without-applicant", sentence, hint, "from_home")


RULES = (
    clock_step_unknown,
    pause_step_unknown,
    promise_unreadable,
    reminder_after_closing,
    promise_step_unknown,
    complaint_step_unknown,
    withdrawable_until_unknown,
    from_home_without_applicant,
)

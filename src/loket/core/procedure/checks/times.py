"""Oddities of printed times: none at all, something that is no time, and one far from all the others."""

from collections.abc import Iterator, Mapping
from statistics import median
from types import MappingProxyType
from typing import Final

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.model import Step
from loket.core.worktime.duration import Duration, Unit

# Rough on purpose: only to tell minutes from weeks.
_MINUTES: Final[Mapping[Unit, int]] = MappingProxyType(
    {
        Unit.MINUTES: 1,
        Unit.WORKING_HOURS: 60,
        Unit.WORKING_DAYS: 450,
        Unit.CALENDAR_HOURS: 60,
        Unit.CALENDAR_DAYS: 1440,
        Unit.WEEKS: 10080,
    }
)
_FAR: Final = 20
_FEWEST: Final = 3


def _minutes(duration: Duration) -> int:
    return duration.amount * _MINUTES[duration.unit]


def _is_dash(step: Step) -> bool:
    return step.time is not None and step.duration is None


def time_missing(subject: Subject) -> Iterator[Problem]:
    """Oddity: a row of the flow table prints no time; said once when it is all of them."""
    if subject.procedure.flow != "table" or subject.procedure.template is not None:
        return
    silent = [(index, step) for index, step in subject.steps if step.time is None]
    if len(silent) == len(subject.steps):
        sentence = "Tidak satu langkah pun mempunyai waktu tercetak."
        hint = "Jam tiap langkah hanya mengukur; isi waktunya bila SOP direvisi."
        yield subject.warning("time-missing", sentence, hint, "steps", source=subject.printed_at("columns"))
        return
    for index, step in silent:
        sentence = f"Langkah {step.no} (“{step.id}”) tidak mempunyai waktu tercetak."
        hint = "Jam langkah ini hanya mengukur; isi waktunya bila SOP direvisi."
        yield subject.warning("time-missing", sentence, hint, "steps", index, source=step.source_line)


def time_not_a_time(subject: Subject) -> Iterator[Problem]:
    """Oddity: what stands in the column of times is no time."""
    for index, step in subject.steps:
        if _is_dash(step):
            sentence = f"Waktu langkah {step.no} (“{step.id}”) tercetak “{step.time}”, dan itu bukan waktu."
            hint = "Langkah ini tidak mempunyai batas waktu."
            yield subject.warning("time-not-a-time", sentence, hint, "steps", index, "time", source=step.source_line)


def time_outlier(subject: Subject) -> Iterator[Problem]:
    """Oddity: a step takes far longer than the others, as "3 Minggu" among minutes."""
    timed = [(index, step, step.duration) for index, step in subject.steps]
    known = [(index, step, _minutes(duration)) for index, step, duration in timed if duration is not None]
    if len(known) < _FEWEST:
        return
    for index, step, minutes in known:
        usual = median(other for place, _, other in known if place != index)
        if minutes > _FAR * usual:
            sentence = (
                f"Waktu langkah {step.no} (“{step.id}”) tercetak “{step.time}”, "
                f"sedangkan langkah lain biasanya {usual:.0f} menit."
            )
            hint = "Tanyakan kepada kantor apakah satuannya salah cetak; teks tercetak tidak diubah."
            yield subject.warning("time-outlier", sentence, hint, "steps", index, "time", source=step.source_line)


RULES = (time_missing, time_not_a_time, time_outlier)

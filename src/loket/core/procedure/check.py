"""
The check: everything wrong or odd about one procedure, or about all procedures and offices under a folder.

Reads nothing itself and decides nothing: errors block publishing, warnings need a reader.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from loket.core.problems import Findings, Problem, Severity
from loket.core.procedure.checks import RULES
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.near import distance, suggestion
from loket.core.procedure.office import OfficeFile
from loket.core.procedure.reader import Catalogue, Reading

_PHONE: Final = re.compile(r"\b0\d(?:[ .-]?\d){7,12}\b")


def check(reading: Reading) -> Findings:
    """All problems of one procedure file, those of reading included; errors first, in order of place."""
    found = list(reading.problems)
    if reading.procedure is not None:
        subject = Subject(reading.procedure, reading)
        for rule in RULES:
            found.extend(rule(subject))
    return _sorted(found)


def check_catalogue(catalogue: Catalogue) -> Findings:
    """All problems of all procedures and offices, and those that show only when they are held together."""
    found = [problem for reading in catalogue.readings for problem in check(reading).problems]
    found.extend(problem for office in catalogue.offices for problem in office.problems)
    for key in sorted({reading.office_key for reading in catalogue.readings}):
        subjects = [
            Subject(reading.procedure, reading)
            for reading in catalogue.readings
            if reading.office_key == key and reading.procedure is not None
        ]
        found.extend(_phone_spellings(subjects))
        found.extend(_office_problems(catalogue, key, subjects))
    return _sorted(found)


def _sorted(problems: Iterable[Problem]) -> Findings:
    def order(problem: Problem) -> tuple[bool, str, int, str]:
        place = problem.place
        return (
            problem.severity is not Severity.ERROR,
            place.file if place else "",
            place.line if place else 0,
            problem.id,
        )

    return Findings(tuple(sorted(problems, key=order)))


def _office_problems(catalogue: Catalogue, key: str, subjects: list[Subject]) -> Iterator[Problem]:
    office = catalogue.office(key)
    for subject in subjects:
        if office is None:
            sentence = f"Kantor “{key}” tidak mempunyai office.yaml."
            yield subject.error("office-missing", sentence, f"Buat sop/{key}/office.yaml.", "identity", "office")
        elif office.office is not None:
            yield from _against_office(subject, office.office)


def _against_office(subject: Subject, office: OfficeFile) -> Iterator[Problem]:
    if subject.procedure.identity.office != office.code:
        sentence = f"Kode wilayah {subject.procedure.identity.office} bukan kode kantor ini, {office.code}."
        yield subject.error("office-code-differs", sentence, "Samakan dengan office.yaml.", "identity", "office")
    for name, actor in subject.procedure.actors.items():
        for position in actor.positions:
            if position not in office.positions:
                sentence = f"Lajur “{actor.title}” diisi jabatan “{position}”, tetapi kantor ini tidak mempunyainya."
                hint = suggestion(position, office.positions)
                yield subject.error("lane-position-unknown", sentence, hint, "actors", name, "positions")


def _phone_spellings(subjects: list[Subject]) -> Iterator[Problem]:
    """Oddity: one office prints telephone numbers that differ by a digit or two, so they are probably one."""
    seen: dict[str, tuple[Subject, int, str]] = {}
    for subject in subjects:
        components = subject.procedure.standard.components if subject.procedure.standard else ()
        for index, component in enumerate(components):
            for printed in _PHONE.findall(" ".join(component.text)):
                seen.setdefault(re.sub(r"\D", "", printed), (subject, index, printed))
    near = [number for number in seen if any(0 < distance(number, other) <= 2 for other in seen)]
    if near:
        subject, index, _ = seen[near[0]]
        spellings = ", ".join(f"{seen[number][2]} ({seen[number][0].reading.service_key})" for number in near)
        sentence = f"Nomor telepon yang sama ditulis {len(near)} cara: {spellings}."
        hint = "Tanyakan kepada kantor nomor yang benar; teks tercetak tidak diubah."
        components = subject.procedure.standard.components if subject.procedure.standard else ()
        line = components[index].source_line
        yield subject.warning("phone-spellings", sentence, hint, "standard", "components", index, source=line)

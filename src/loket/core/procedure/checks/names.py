"""Near misses in names: a product that is almost a known one, a region that is almost this office's own."""

import re
from collections.abc import Iterator
from typing import Final

from loket.core.problems import Problem
from loket.core.procedure.checks.subject import Subject
from loket.core.procedure.near import distance, nearest
from loket.core.procedure.services import PRODUCT_CODES, SERVICES

_CODE: Final = re.compile(r"[A-Z][A-Z-]{3,}[A-Z]")
_EDGES: Final = " .,;:()“”\"'"
_LISTS: Final = ("letterhead", "legal_basis", "related", "qualifications", "equipment", "warnings", "records")
Printed = tuple[tuple[str | int, ...], str, int | None]


def service_unknown(subject: Subject) -> Iterator[Problem]:
    """A service key outside the list may be new, but is often misspelt."""
    service = subject.procedure.service
    if service not in SERVICES:
        near = nearest(service, SERVICES, limit=2)
        hint = f"Mungkin maksudnya “{near}”." if near else "Biarkan bila ini layanan baru."
        yield subject.warning("service-unknown", f"Kunci layanan “{service}” belum dikenal.", hint, "service")


def product_misspelt(subject: Subject) -> Iterator[Problem]:
    """Oddity: a product that differs by a letter or two from one that exists."""
    procedure = subject.procedure
    components = procedure.standard.components if procedure.standard else ()
    source = next((component.source_line for component in components if component.key == "produk"), None)
    for word in _CODE.findall(procedure.product):
        near = None if word in PRODUCT_CODES else nearest(word, PRODUCT_CODES, limit=2)
        if near is not None:
            sentence = f"Produk “{word}” mungkin salah cetak."
            hint = f"Mungkin maksudnya “{near}”; teks tercetak tidak diubah."
            yield subject.warning("product-misspelt", sentence, hint, "product", source=source)


def name_misspelt(subject: Subject) -> Iterator[Problem]:
    """Oddity: the name of the office's own region, a letter or two wrong."""
    own = subject.procedure.identity.place
    if own is None:
        return
    for path, text, source in _texts(subject):
        wrong = dict.fromkeys(_near_misses(text, own))
        for name in wrong:
            sentence = f"“{name}” mungkin salah cetak."
            hint = f"Mungkin maksudnya “{own}”; teks tercetak tidak diubah."
            yield subject.warning("name-misspelt", sentence, hint, *path, source=source)


def _near_misses(text: str, own: str) -> Iterator[str]:
    words = [word.strip(_EDGES) for word in text.split()]
    length = len(own.split())
    for start in range(len(words) - length + 1):
        name = " ".join(words[start : start + length])
        if 0 < distance(name.casefold(), own.casefold()) <= 2:
            yield name


def _texts(subject: Subject) -> Iterator[Printed]:
    identity = subject.procedure.identity
    for part in _LISTS:
        for index, text in enumerate(getattr(identity, part)):
            yield ("identity", part, index), text, subject.printed_at(part)
    if identity.ratified_by is not None:
        yield ("identity", "ratified_by", "title"), identity.ratified_by.title, subject.printed_at("ratified_by")
    if subject.procedure.standard is not None:
        yield ("standard", "unit"), subject.procedure.standard.unit, subject.printed_at("standard")
        for index, component in enumerate(subject.procedure.standard.components):
            for place, text in enumerate(component.text):
                yield ("standard", "components", index, "text", place), text, component.source_line


RULES = (service_unknown, product_misspelt, name_misspelt)

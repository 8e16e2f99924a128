"""What an office calls things on its screens and papers: a desa may be a nagari there, a kecamatan a distrik."""

from typing import Final

from loket.offices import models, queries
from loket.offices.changes import Decision, change, keeps_office, note
from loket.offices.refusals import UnknownLabel

NAMES: Final = ("desa", "kecamatan", "loket", "tempat-surat")
LONGEST: Final = 60


@change(keeps_office)
def set_label(office_key: str, *, name: str, words: str, decision: Decision) -> None:
    """
    Let the office call something so from now on; without words it is called as everywhere. Printed papers stay as they are.

    Raises UnknownLabel for a name that nothing asks for, and for words that are too long.
    """
    text = " ".join(words.split())
    if name not in NAMES or len(text) > LONGEST:
        raise UnknownLabel(fields=("words",))
    office = queries.office(office_key)
    labels = {**office.labels, name: text} if text else {k: v for k, v in office.labels.items() if k != name}
    models.Office.objects.filter(pk=office.id).update(labels=labels)
    note(office.id, decision, f"Sebutan “{name}” menjadi “{text}”" if text else f"Sebutan “{name}” dikembalikan")

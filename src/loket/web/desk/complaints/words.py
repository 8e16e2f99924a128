"""Complaints in the words of the screen, and what several of their pages ask for."""

import datetime
from collections.abc import Mapping
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.casework.queries import Ending
from loket.complaints.records import Channel, Secrecy
from loket.core.problems import BadTerm, Problem
from loket.core.procedure.services import SERVICES
from loket.web.desk.wording import service_title

CHANNELS: Final[Mapping[Channel, str | Promise]] = {
    Channel.PAGE: gettext_lazy("Laman ini"),
    Channel.BOX: gettext_lazy("Kotak saran"),
    Channel.SMS: gettext_lazy("SMS atau WhatsApp"),
    Channel.CALL: gettext_lazy("Telepon"),
    Channel.LETTER: gettext_lazy("Surat"),
    Channel.PERSON: gettext_lazy("Tatap muka"),
    Channel.LAPOR: gettext_lazy("SP4N-LAPOR!"),
}
SECRECIES: Final[Mapping[Secrecy, str | Promise]] = {
    Secrecy.NAMED: gettext_lazy("dengan nama"),
    Secrecy.CONFIDENTIAL: gettext_lazy("rahasia"),
    Secrecy.ANONYMOUS: gettext_lazy("tanpa nama"),
}

ENDINGS: Final[Mapping[Ending, str | Promise]] = {
    Ending.HEARD: gettext_lazy("Jawaban diterima pelapor"),
    Ending.NOTED: gettext_lazy("Dicatat petugas: tidak ada keberatan"),
    Ending.UNHEARD: gettext_lazy("Ditutup sendiri: tidak ada tanggapan dalam waktunya"),
    Ending.OTHERWISE: gettext_lazy(
        "Tanpa jawaban untuk ditanggapi: diteruskan, bukan pengaduan kantor ini, atau dicabut"
    ),
}


def service_named(service: str) -> str:
    """What a complaint is about, where it said so."""
    return service_title(service, SERVICES.get(service, service)) if service else _("tidak disebut")


def moment_in(posted: Mapping[str, str], name: str) -> datetime.datetime:
    """A day and a time of the office's clock, typed as 09.30 or 09:30. Raises BadTerm."""
    try:
        day = datetime.date.fromisoformat(posted.get(f"{name}_date", ""))
        time = datetime.time.fromisoformat(posted.get(f"{name}_time", "").strip().replace(".", ":"))
    except ValueError:
        sentence = _("Isi tanggal dan jamnya, misalnya 09.30.")
        raise BadTerm(Problem("complaint-moment", sentence, field=f"{name}_date")) from None
    return timezone.make_aware(datetime.datetime.combine(day, time.replace(tzinfo=None)))

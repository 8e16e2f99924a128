"""What is said about a search: what of the typing could not be, what was left out, and that the year was.

It words what `register.finding` read and found, and looks for nobody.
"""

import calendar
import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loket.register.finding.query import NoDate, PeopleQuery
from loket.register.finding.widening import Looked

_MONTHS = range(1, 13)


def misread(query: PeopleQuery, today: datetime.date) -> tuple[str, ...]:
    """Sentences about a date that cannot be or has no name beside it, and about digits that are nothing known."""
    found = []
    if query.no_date is not None:
        found.append(f"{_why_no_date(query.no_date, today)} {_instead(query)}".strip())
    if not query.name and (query.year is not None or query.no_date is not None):
        found.append(_("Ketik juga namanya: tanggal atau tahun lahir saja tidak dicari."))
    if query.ignored:
        sentence = _(
            "Angka %(digits)s diabaikan: bukan tahun atau tanggal lahir, NIK, atau nomor yang dikenal. "
            "Tanggal lahir ditulis seperti 17-08-1985."
        )
        found.append(sentence % {"digits": ", ".join(query.ignored)})
    return tuple(found)


def _why_no_date(typed: NoDate, today: datetime.date) -> str:
    words = {"date": typed.typed}
    if typed.month not in _MONTHS:
        return _("%(date)s bukan tanggal yang ada: bulan hanya 1 sampai 12. Tulis hari dulu, lalu bulan.") % words
    if typed.year < datetime.MINYEAR:
        return _("%(date)s bukan tanggal yang ada: tahunnya tidak ada.") % words
    last = calendar.monthrange(typed.year, typed.month)[1]
    if not 1 <= typed.day <= last:
        words |= {"last": str(last), "month": date_format(datetime.date(typed.year, typed.month, 1), "F Y")}
        return _("%(date)s bukan tanggal yang ada: %(month)s hanya punya tanggal 1 sampai %(last)s.") % words
    return _("%(date)s belum tiba: hari ini tanggal %(today)s.") % {**words, "today": f"{today:%d-%m-%Y}"}


def _instead(query: PeopleQuery) -> str:
    if not query.name:
        return ""
    if query.year is None:
        return _("Dicari menurut namanya saja.")
    return _("Dicari menurut namanya dan tahun %(year)s.") % {"year": query.year}


def other_years(looked: Looked, query: PeopleQuery) -> str:
    """What stands above those who have the name but were born at another time."""
    if not looked.other_years:
        return ""
    note = _("Tidak ada yang namanya cocok dan lahir sekitar tahun %(year)s. Ini yang namanya cocok:")
    return note % {"year": query.year}


def less_alike(looked: Looked, query: PeopleQuery) -> str:
    """What stands above those of the year where others fit better."""
    if not (looked.other_years and looked.hits):
        return ""
    return _("Lahir sekitar tahun %(year)s, tetapi namanya kurang mirip:") % {"year": query.year}

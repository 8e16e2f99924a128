"""
The report of a survey in the official form: how it was asked, who answered, the elements, the value, and what follows.

In Indonesian, whatever language the screen of the officer has who prints it. Basis: Permenpan-RB 14/2017, annex.
"""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override
from django.views.decorators.http import require_safe

from loket.core.survey import profile
from loket.core.survey.semesters import semester_of
from loket.documents.dates import plain_date
from loket.documents.services import signer_of
from loket.documents.statements import Rows, Statement, Words, statement_pdf
from loket.lobby import queries as lobby
from loket.offices import queries as offices
from loket.web.desk.intake.papers import pdf
from loket.web.desk.office.letterhead import letterhead
from loket.web.desk.oversight.figures import Period
from loket.web.desk.pages import Desk, desk_view
from loket.web.desk.survey.figures import extremes_of, lines_of, period_of, require_reader
from loket.web.desk.wording import service_title
from loket.web.survey_form import element_name
from loket.web.templatetags.survey import comma

_PROFILE = (
    ("sex", "Jenis kelamin", profile.SEXES),
    ("age", "Umur", profile.AGES),
    ("education", "Pendidikan", profile.EDUCATIONS),
    ("occupation", "Pekerjaan", profile.OCCUPATIONS),
    ("channel", "Cara mengisi", {"daring": "Daring, lewat tautan sekali pakai", "kertas": "Lembar kertas"}),
)


@require_safe
@desk_view
def report_pdf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The report of the period as a PDF."""
    require_reader(desk)
    asked = period_of(request, desk)
    if asked.problems:
        return redirect(f"{reverse('desk:satisfaction')}?{urlencode({'sejak': asked.since, 'sampai': asked.until})}")
    period = asked.period
    with override("id"):
        content = statement_pdf(_statement(desk, period))
    return pdf(content, f"laporan-skm-{period.first}-{period.last}.pdf")


def _statement(desk: Desk, period: Period) -> Statement:
    office = offices.office(desk.officer.office_key)
    found = lobby.report(office.key, period.first, period.last)
    signer = signer_of(desk.officer, office)
    return Statement(
        letterhead(office.key),
        "Laporan survei kepuasan masyarakat",
        desk.now,
        facts=_facts(office.name, office.key, period, found.whole),
        blocks=(
            Words(
                "Survei ini dilaksanakan berdasarkan Permenpan-RB 14/2017 tentang Pedoman Penyusunan Survei Kepuasan "
                "Masyarakat. Setiap pemohon yang menerima hasil layanan dapat mengisi kuesioner sembilan unsur satu kali, "
                "tanpa nama, lewat tautan sekali pakai atau lembar kertas. Setiap unsur berbobot sepersembilan."
            ),
            *_results(found),
            *_plan(desk, period),
        ),
        signer=(signer.title, signer.name, signer.nip),
        foot="Survei kepuasan masyarakat",
    )


def _facts(name: str, key: str, period: Period, whole: lobby.Survey) -> tuple[tuple[str, str], ...]:
    before = semester_of(period.first).before
    earlier = lobby.report(key, before.first, before.last).whole.figures
    result = f"{comma(whole.figures.value)}, mutu {_grade(whole)}" if whole.figures else "belum dapat dihitung"
    sample = f"{whole.least} dari {whole.served} yang dilayani"
    return (
        ("Unit pelayanan", name),
        ("Periode", f"{plain_date(period.first)} – {plain_date(period.last)}"),
        ("Responden", f"{whole.respondents} orang"),
        ("Sampel minimal", f"{sample} (belum tercapai)" if whole.is_too_small else sample),
        ("Nilai SKM", result),
        ("Semester sebelumnya", comma(earlier.value) if earlier else "tidak ada nilai"),
    )


def _grade(survey: lobby.Survey) -> str:
    return f"{survey.figures.grade.letter} ({survey.figures.grade.words})" if survey.figures else "–"


def _results(found: lobby.Report) -> tuple[Words | Rows, ...]:
    if found.whole.figures is None:
        return (Words("Responden belum cukup untuk menghitung nilai.", strong=True),)
    worst, best = extremes_of(found.whole)
    heads = (("No.", 10), ("Unsur", 0), ("NRR", 18), ("NRR tertimbang", 30), ("Nilai", 18))
    elements = [
        (str(number), line.name, comma(line.mean), comma(line.weighted), comma(line.value))
        for number, line in enumerate(lines_of(found.whole), start=1)
    ]
    services = [
        (service_title(key), str(one.respondents), comma(one.figures.value) if one.figures else "–", _grade(one))
        for key, one in found.services.items()
    ]
    return (
        *_profiles(found.whole.traits),
        Rows("Nilai setiap unsur", heads, elements),
        Words(f"Unsur terendah: {', '.join(worst)}."),
        Words(f"Unsur tertinggi: {', '.join(best)}."),
        Rows("Menurut layanan", (("Layanan", 0), ("Responden", 22), ("Nilai", 18), ("Mutu", 40)), services),
    )


def _profiles(traits: Mapping[str, Mapping[str, int]]) -> tuple[Rows, ...]:
    return tuple(
        Rows(
            title,
            (("Responden", 0), ("Jumlah", 22)),
            [
                (words, str(traits[name].get(key, 0)))
                for key, words in {**known, "": "Tidak diisi"}.items()
                if key or traits[name].get("")
            ],
        )
        for name, title, known in _PROFILE
    )


def _plan(desk: Desk, period: Period) -> tuple[Words | Rows, ...]:
    plan = lobby.plan_of(desk.officer.office_id, semester_of(period.last))
    if not plan:
        return (Words("Rencana tindak lanjut untuk semester ini belum ditulis."),)
    heads = (("Unsur", 40), ("Tindak lanjut", 0), ("Selesai", 30), ("Penanggung jawab", 40))
    rows = [(element_name(line.element), line.what, plain_date(line.by_date), line.who) for line in plan]
    return (Rows("Rencana tindak lanjut", heads, rows),)

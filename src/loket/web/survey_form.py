"""The questionnaire as fields, in the language of the screen, and what was sent of it: the same for the public and for a form of paper."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loket.core.survey import profile
from loket.core.survey.elements import ANSWERS, ELEMENTS, KEYS
from loket.lobby.services import Form
from loket.web.desk.fields import FormField

WORDS: Final = (
    # The elements and what is asked of each.
    gettext_noop("Persyaratan"),
    gettext_noop("Sistem, mekanisme, dan prosedur"),
    gettext_noop("Waktu penyelesaian"),
    gettext_noop("Biaya/tarif"),
    gettext_noop("Produk spesifikasi jenis pelayanan"),
    gettext_noop("Kompetensi pelaksana"),
    gettext_noop("Perilaku pelaksana"),
    gettext_noop("Sarana dan prasarana"),
    gettext_noop("Penanganan pengaduan, saran dan masukan"),
    gettext_noop("Tidak sesuai"),
    gettext_noop("Kurang sesuai"),
    gettext_noop("Sesuai"),
    gettext_noop("Sangat sesuai"),
    gettext_noop("Tidak mudah"),
    gettext_noop("Kurang mudah"),
    gettext_noop("Mudah"),
    gettext_noop("Sangat mudah"),
    gettext_noop("Tidak cepat"),
    gettext_noop("Kurang cepat"),
    gettext_noop("Cepat"),
    gettext_noop("Sangat cepat"),
    gettext_noop("Sangat mahal"),
    gettext_noop("Cukup mahal"),
    gettext_noop("Murah"),
    gettext_noop("Gratis"),
    gettext_noop("Tidak kompeten"),
    gettext_noop("Kurang kompeten"),
    gettext_noop("Kompeten"),
    gettext_noop("Sangat kompeten"),
    gettext_noop("Tidak sopan dan ramah"),
    gettext_noop("Kurang sopan dan ramah"),
    gettext_noop("Sopan dan ramah"),
    gettext_noop("Sangat sopan dan ramah"),
    gettext_noop("Buruk"),
    gettext_noop("Cukup"),
    gettext_noop("Baik"),
    gettext_noop("Sangat baik"),
    gettext_noop("Tidak ada"),
    gettext_noop("Ada tetapi tidak berfungsi"),
    gettext_noop("Berfungsi kurang maksimal"),
    gettext_noop("Dikelola dengan baik"),
    # Grades.
    gettext_noop("Kurang baik"),
    gettext_noop("Tidak baik"),
    # Who answered.
    gettext_noop("Laki-laki"),
    gettext_noop("Perempuan"),
    gettext_noop("17–24 tahun"),
    gettext_noop("25–34 tahun"),
    gettext_noop("35–44 tahun"),
    gettext_noop("45–54 tahun"),
    gettext_noop("55 tahun ke atas"),
    gettext_noop("SD atau kurang"),
    gettext_noop("SMP"),
    gettext_noop("SMA"),
    gettext_noop("D1–D4"),
    gettext_noop("S1"),
    gettext_noop("S2 atau lebih"),
    gettext_noop("PNS"),
    gettext_noop("TNI"),
    gettext_noop("Polri"),
    gettext_noop("Swasta"),
    gettext_noop("Wirausaha"),
    gettext_noop("Lainnya"),
)
"""What the core says of a survey, marked here since the core marks nothing; a test holds the two together."""
NAMES: Final = {element.key: element.name for element in ELEMENTS}


def element_name(key: str) -> str:
    """An element in the language of the screen."""
    return _(NAMES[key])


def element_fields() -> tuple[FormField, ...]:
    """The nine questions, each with its four answers, from bad to good; nothing is chosen."""
    return tuple(
        FormField(
            element.key,
            _(element.name),
            "choice",
            choices=tuple((str(value), _(word)) for value, word in zip(ANSWERS, element.answers, strict=True)),
        )
        for element in ELEMENTS
    )


def profile_fields() -> tuple[FormField, ...]:
    """What a respondent may say of himself, and the remark; all of it may stay empty."""
    return (
        _about("sex", _("Jenis kelamin"), profile.SEXES),
        _about("age", _("Umur"), profile.AGES),
        _about("education", _("Pendidikan"), profile.EDUCATIONS),
        _about("occupation", _("Pekerjaan"), profile.OCCUPATIONS),
        FormField(
            "remark",
            _("Saran atau masukan"),
            "long_text",
            required=False,
            hint=_("Jangan menulis nama, NIK, atau nomor telepon. Paling panjang 500 huruf."),
        ),
    )


def form_in(posted: Mapping[str, str]) -> Form:
    """What was sent; an answer that the questionnaire does not have counts as none."""
    answers = {key: int(posted[key]) for key in KEYS if posted.get(key) in {str(value) for value in ANSWERS}}
    told = {
        name: posted[name] if posted.get(name) in known else ""
        for name, known in (
            ("sex", profile.SEXES),
            ("age", profile.AGES),
            ("education", profile.EDUCATIONS),
            ("occupation", profile.OCCUPATIONS),
        )
    }
    return Form(answers, profile.Profile(**told), posted.get("remark", ""))


def _about(name: str, label: str, known: Mapping[str, str]) -> FormField:
    return FormField(
        name, label, "choice", required=False, choices=tuple((key, _(words)) for key, words in known.items())
    )

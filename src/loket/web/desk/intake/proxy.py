"""An application that somebody else brings: who, by which letter of mandate (F-1.07), which the officer has in front of him."""

import datetime
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from loket.collection.records import MandateWish, Scope
from loket.core.problems import Problem
from loket.web.desk.fields import FormField
from loket.web.mandate_form import faults_of_mandate, mandate_fields, mandate_in

BY_PROXY: Final = "applies_for"
_SEEN: Final = "mandate_seen"
_ALSO: Final = (Scope.CORRECT, Scope.COLLECT)


def proxy_fields(posted: Mapping[str, str], today: datetime.date) -> tuple[FormField, ...]:
    """The fields as they were typed; before anything was, with what is usual."""
    begun = is_begun(posted)
    fields = (
        FormField(BY_PROXY, _("Permohonan ini dibawa pemegang kuasa, bukan pemohon sendiri"), "tick", required=False),
        *mandate_fields(today, scopes=()),
        FormField(f"scope_{Scope.CORRECT}", _("Ia juga boleh melengkapi atau memperbaiki berkas"), "tick", "1", False),
        FormField(f"scope_{Scope.COLLECT}", _("Ia juga boleh mengambil dokumen"), "tick", required=False),
        FormField(_SEEN, _("Surat kuasa F-1.07 asli dan KTP-el pemegang kuasa sudah dilihat"), "tick"),
    )
    return tuple(field.filled(posted) if begun else field for field in fields)


def is_begun(posted: Mapping[str, str]) -> bool:
    """Whether anything was typed of somebody else."""
    return any(posted.get(name, "").strip() for name in (BY_PROXY, "taker_name", "taker_nik", _SEEN))


def faults_of_proxy(posted: Mapping[str, str]) -> tuple[Problem, ...]:
    """What keeps a mandate from being written down, or would leave out what was typed of one; nothing where the applicant has come."""
    if not is_begun(posted):
        return ()
    if not posted.get(BY_PROXY):
        sentence = _("Data pemegang kuasa diisi: centang bahwa ia yang membawa, atau kosongkan.")
        return (Problem("mandate-unticked", sentence, field=BY_PROXY),)
    unseen = Problem("mandate-unseen", _("Lihat surat kuasa dan KTP-el pemegang kuasa, lalu centang."), field=_SEEN)
    return (*faults_of_mandate(posted, scopes=False), *(() if posted.get(_SEEN) else (unseen,)))


def proxy_in(posted: Mapping[str, str], paper: str) -> MandateWish | None:
    """The mandate as it was typed, without faults; None where the applicant has come."""
    if not posted.get(BY_PROXY):
        return None
    wish = mandate_in(posted, scopes=False, paper=paper)
    also = {scope for scope in _ALSO if posted.get(f"scope_{scope}")}
    return MandateWish(wish.taker, frozenset({Scope.APPLY, *also}), wish.valid_until, wish.paper)

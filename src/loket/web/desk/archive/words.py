"""Who may enter the room of the archive, and what its states are called."""

from collections.abc import Mapping
from typing import Final

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loket.casework.services import LeftOut
from loket.core.engine.refusals import NotAllowed
from loket.keeping import queries
from loket.keeping.queries import DestructionRecord, State, StepKind
from loket.web.desk.pages import Desk

STATES: Final[Mapping[State, str | Promise]] = {
    State.PROPOSED: gettext_lazy("menunggu orang kedua"),
    State.APPROVED: gettext_lazy("disetujui, belum dilaksanakan"),
    State.RUNNING: gettext_lazy("sedang dilaksanakan"),
    State.FINISHED: gettext_lazy("selesai dimusnahkan"),
    State.DECLINED: gettext_lazy("ditolak"),
    State.CALLED_OFF: gettext_lazy("dibatalkan"),
}
LEFT_OUT: Final[Mapping[str, str | Promise]] = {
    LeftOut.MOVED: gettext_lazy("dibuka kembali, atau berakhir lain"),
    LeftOut.EARLY: gettext_lazy("belum lewat menurut masa simpan saat dilaksanakan"),
    LeftOut.SCANS: gettext_lazy("pindaiannya tidak lagi sama"),
    LeftOut.FAMILY: gettext_lazy("berkas keluarga yang melaksanakan"),
}
STEPS: Final[Mapping[StepKind, str | Promise]] = {
    StepKind.APPROVED: gettext_lazy("Disetujui"),
    StepKind.DECLINED: gettext_lazy("Ditolak"),
    StepKind.CALLED_OFF: gettext_lazy("Dibatalkan"),
    StepKind.BEGUN: gettext_lazy("Mulai dilaksanakan"),
    StepKind.FINISHED: gettext_lazy("Selesai dilaksanakan"),
}
CLASSES: Final[Mapping[str, str | Promise]] = {
    "pindaian-selesai": gettext_lazy("Pindaian permohonan yang selesai"),
    "pindaian-ditolak": gettext_lazy("Pindaian permohonan yang ditolak"),
    "pindaian-ditarik": gettext_lazy("Pindaian permohonan yang ditarik pemohon"),
}


def class_title(class_id: str) -> str:
    """A class that may be destroyed, by its common name."""
    return str(CLASSES.get(class_id, class_id))


def require_reader(desk: Desk) -> None:
    """Those who keep the office, and auditors. Raises NotAllowed."""
    if not queries.may_see_destructions(desk.officer):
        raise NotAllowed


def own(desk: Desk, number: int) -> DestructionRecord:
    """A destruction of the own office. Raises Http404, and NotAllowed for whoever may not see it."""
    one = queries.destruction(number, desk.officer.office_id)
    if one is None:
        raise Http404(_("Usulan pemusnahan ini tidak ada di kantor Anda."))
    require_reader(desk)
    return one

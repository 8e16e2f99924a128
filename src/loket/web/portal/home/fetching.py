"""Signed papers for the applicant to download, under the rules by which they would be handed over; each download is kept."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from loket.casework import services
from loket.core.problems import Problem, Refusal
from loket.core.proof.standing import Standing
from loket.core.proof.states import SignatureState
from loket.core.register.change import Paper
from loket.offices.records import at_home
from loket.signing import queries as signing
from loket.signing.records import SignatureRecord
from loket.web.desk.intake.papers import pdf
from loket.web.desk.pages import problems_of
from loket.web.portal.home.correcting import own_case
from loket.web.portal.home.opening import Open, home_view, page

CARDS: Final = frozenset({Paper.KTP_EL.value, Paper.KIA.value})
"""A card is a thing with a chip or a number; a file is none."""


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A signed paper as its applicant sees it: what it is, and whether it still counts."""

    record: SignatureRecord
    standing: str
    may_fetch: bool


def own_papers(home: Open) -> tuple[OwnPaper, ...]:
    """The signed papers of the own case that could be handed over now; none before that, and no cards."""
    if not own_case(home).may_fetch:
        return ()
    return tuple(
        OwnPaper(one, _words(one.standing), one.standing is Standing.VALID)
        for one in signing.signatures_of(home.draft.resi, at_home(home.office))
        if one.state is SignatureState.SIGNED and one.paper not in CARDS
    )


def _words(standing: Standing) -> str:
    return {
        Standing.REVOKED: _("Dicabut: surat ini tidak berlaku lagi. Tanyakan ke kantor."),
        Standing.REPLACED: _("Sudah diganti surat yang lebih baru."),
    }.get(standing, "")


@require_http_methods(["GET"])
@home_view
def fetch(request: HttpRequest, home: Open, paper: UUID) -> HttpResponse:
    """The signed PDF, after it was noted that it goes out; a paper that no longer counts is not given and says so."""
    if home.draft.round == 0:
        return redirect("portal:home-state", draft=home.draft.id)
    found = next((one for one in own_papers(home) if one.record.uuid == paper), None)
    if found is None:
        raise Http404
    if not found.may_fetch:
        return page(request, home, "not_fetched", {}, (Problem("paper-not-valid", found.standing),))
    record = found.record
    try:
        content = signing.own_signed_pdf(paper, home.draft.resi, home.office.id)
        services.fetched(home.draft.resi, record.code, record.sha256, by=at_home(home.office))
    except Refusal as refusal:
        return page(request, home, "not_fetched", {}, problems_of(refusal))
    return pdf(content, f"{record.paper.replace(' ', '-')}-{record.code}.pdf")

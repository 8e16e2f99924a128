"""A birth at the counter of Bintan for the tests of entries: the procedure with its form, an application, the answers."""

import uuid
from collections.abc import Mapping

from loket.casework import procedures, queries
from loket.casework import services as casework
from loket.casework.demo import complete_papers, extra_evidence
from loket.casework.records import Acted, TakenIn
from loket.core.procedure.model import Entry, EntryKind, Procedure
from loket.entries import services
from loket.entries.records import Application, EntryRecord, Filling
from loket.offices.records import Officer
from loket.register import queries as register
from tests.apps import factories
from tests.apps.register.people import Home

SERVICE = "sk-uji"
FILL, EFFECT = "teruskan", "sahkan"


def published() -> Procedure:
    """Bintan's procedure for a KK, with the form of a birth."""
    entry = Entry(fill=FILL, effect=EFFECT, kinds=(EntryKind(kind="kelahiran"),))
    procedure = factories.procedure().model_copy(
        update={"service": SERVICE, "entry": entry, "withdrawable_until": "serahkan-dokumen"}
    )
    procedures.publish(procedure, effective=factories.INSTALLED_DATE, now=factories.MONDAY)
    services.use_register(factories.budi().office_id, True, officer=None, why="uji")
    return procedure


def taken_in(*, republish: bool = True) -> TakenIn:
    """Sari's application, with all its papers; without `republish` by the procedure that is in force."""
    procedure = published() if republish else factories.procedure("bintan", SERVICE)
    taken = casework.take_in(
        "bintan",
        SERVICE,
        officer=factories.budi(),
        applicant=factories.SARI,
        answers={},
        checklist=complete_papers(procedure, {}),
        key=uuid.uuid4(),
        extra_evidence=extra_evidence(procedure),
        at=factories.MONDAY,
    )
    assert isinstance(taken, TakenIn)
    return taken


def application(case: TakenIn | Acted) -> Application:
    """What entries must know of a case."""
    view = queries.case_view(case.resi, factories.budi(), factories.MONDAY)
    return Application(view.case.resi, view.procedure, view.state.answers, view.case.step)


def answers(home: Home, **changes: str) -> Mapping[str, str]:
    """The form of a birth in Sari's family."""
    kk = register.family(home.id, factories.TODAY)
    assert kk is not None
    nik_of = [row.nik.digits if row.nik else "" for row in kk.rows]
    return {
        "child_name": "Lia Salim",
        "sex": "2",
        "birth_place": "Kijang",
        "birth_date": "01-11-2026",
        "mother": nik_of[1],
        "father": nik_of[0],
        "order": "2",
        "reporter_nik": nik_of[0],
        "reporter_name": "Agus Salim",
        **changes,
    }


def save(case: TakenIn | Acted, filling: Filling, *, revision: int = 0, by: Officer | None = None) -> EntryRecord:
    """The form, saved by whoever is at the step."""
    return services.save_entry(
        application(case),
        filling,
        officer=by or factories.budi(),
        revision=revision,
        key=uuid.uuid4(),
        at=factories.MONDAY,
    )

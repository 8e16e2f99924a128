"""A birth on its way through Bintan, for the tests of the data form on the desk."""

import re
from dataclasses import dataclass, replace

from loket.casework import demo, procedures, queries
from loket.casework.records import Acted, TakenIn
from loket.core.procedure.model import Entry, EntryKind
from loket.entries import queries as entries
from loket.entries import services
from loket.entries.records import Filling
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.register import people
from tests.apps.register.people import Home
from tests.apps.web.desk import DeskBrowser, Page


@dataclass(frozen=True)
class Birth:
    """Sari's application, where it stands, and the addresses of its pages."""

    case: TakenIn | Acted
    home: Home

    @property
    def resi(self) -> str:
        return self.case.resi

    @property
    def page(self) -> str:
        return f"/permohonan/{self.resi}/"

    @property
    def address(self) -> str:
        return f"{self.page}isian/"

    def paper(self, name: str) -> str:
        """The page of one paper of the case."""
        found = next(one for one in entries.products_of(self.resi) if one.paper == name)
        return f"{self.page}dokumen/{found.id}/"

    def answers(self, **changes: str) -> dict[str, str]:
        """A form that stands."""
        return {"order": "2", **births.answers(self.home, **changes)}

    def saved(self, revision: int = 0, **changes: str) -> None:
        """The form, kept by an operator."""
        births.save(self.case, Filling("kelahiran", self.answers(**changes)), revision=revision)

    def moved(self, step: str) -> "Birth":
        """The same, brought on to a step."""
        return Birth(demo.advance(self.case, "bintan", to=step, at=factories.MONDAY), self.home)

    def effected(self) -> "Birth":
        """The same, when the register has changed."""
        return Birth(demo.complete_open_step(self.moved(births.EFFECT).case, "bintan", factories.MONDAY), self.home)


def birth(home: Home | None = None) -> Birth:
    """A birth that the operator has to enter, in Sari's family or another one."""
    home = home or people.saris()
    return Birth(demo.advance(births.taken_in(), "bintan", to=births.FILL, at=factories.MONDAY), home)


def filling(kind: str, home: Home, nik: str = "") -> Birth:
    """An application whose operator has this form to fill; `nik` is the applicant's."""
    entry = Entry(fill=births.FILL, effect=births.EFFECT, kinds=(EntryKind(kind=kind),))
    procedure = factories.procedure().model_copy(update={"service": f"uji-{kind}", "entry": entry})
    procedures.publish(procedure, effective=factories.INSTALLED_DATE, now=factories.MONDAY)
    services.use_register(factories.budi().office_id, True, officer=None, why="uji")
    applicant = replace(factories.SARI, nik=nik)
    taken = factories.take_in(service=f"uji-{kind}", applicant=applicant)
    return Birth(demo.advance(taken, "bintan", to=births.FILL, at=factories.MONDAY), home)


def operator(of: Birth) -> DeskBrowser:
    """The operator of Bintan, whose step fills the form."""
    procedure = queries.case_view(of.resi, factories.budi(), factories.MONDAY).procedure
    return DeskBrowser(demo.officer_for(procedure, procedure.by_id[births.FILL], "bintan", factories.MONDAY))


def without_form() -> TakenIn:
    """An application under a procedure that changes nothing in the register."""
    procedure = factories.procedure().model_copy(update={"service": "sk-tanpa", "entry": None})
    procedures.publish(procedure, effective=factories.INSTALLED_DATE, now=factories.MONDAY)
    return factories.take_in(service="sk-tanpa")


def opened(desk: DeskBrowser, of: Birth, **typed: str) -> dict[str, object]:
    """The form of the page with something typed into it."""
    _, form = desk.fill(of.address, of.address, **typed)
    return {**form, "entry-do": "simpan"}


def judged(desk: DeskBrowser, of: Birth, **typed: str) -> Page:
    """What the server says of it while someone types."""
    return desk.post(f"{of.address}nilai/", opened(desk, of, **typed))


def hidden(page: Page, field: str) -> bool:
    """Whether a field of the form is out of sight."""
    wrapper = re.search(rf'<div class="[^"]*" data-field="{field}"[^>]*>', page.body)
    assert wrapper is not None
    return " hidden" in wrapper.group()

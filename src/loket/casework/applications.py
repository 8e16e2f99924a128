"""A case as entries know it: its resi, its procedure, the answers given and where it stands."""

from loket.casework.acts import code_of, require_own
from loket.casework.procedures import by_id
from loket.casework.readings import CASE, leave_trace
from loket.casework.store.rows import CaseRow, read_case
from loket.entries.records import Application
from loket.offices import queries as offices
from loket.offices.records import Officer


def application_of(resi: str, officer: Officer) -> Application:
    """One case of the officer's office, in one statement. Raises NoSuchCase, for another office's case as well."""
    return application_from(require_own(read_case(code_of(resi)), officer, resi), officer)


def open_application(resi: str, officer: Officer) -> Application:
    """As `application_of`, after the trace of a look into the case is left, as every page of it leaves one."""
    row = require_own(read_case(code_of(resi)), officer, resi)
    leave_trace(row.id, officer, CASE)
    return application_from(row, officer)


def application_from(row: CaseRow, officer: Officer) -> Application:
    """A case that was read already; the day it came in is that of the office."""
    submitted_on = offices.today(officer.office_key, row.submitted_at)
    return Application(row.resi, by_id(row.procedure_id).procedure, row.state().answers, row.step, submitted_on)

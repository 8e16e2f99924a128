"""A number by its code, as its own office's officers may have it: of another office it is none."""

from loket.lobby.queue import queries
from loket.lobby.refusals import NoSuchTicket
from loket.web.desk.pages import Desk


def ticket_in(desk: Desk, code: str) -> queries.TicketRecord:
    """The ticket of this code, of the officer's own office. Raises NoSuchTicket."""
    ticket = queries.ticket_by(code)
    if ticket.office_id != desk.officer.office_id:
        raise NoSuchTicket
    return ticket


def ticket_of(desk: Desk, code: str) -> queries.TicketRecord | None:
    """The same, None for none."""
    try:
        return ticket_in(desk, code) if code else None
    except NoSuchTicket:
        return None

"""What may be asked of the queue: frozen records."""

from loket.lobby.queue.records import PRIORITIES as PRIORITIES
from loket.lobby.queue.records import Board as Board
from loket.lobby.queue.records import CallRecord as CallRecord
from loket.lobby.queue.records import CounterView as CounterView
from loket.lobby.queue.records import Place as Place
from loket.lobby.queue.records import RulesChange as RulesChange
from loket.lobby.queue.records import TicketRecord as TicketRecord
from loket.lobby.queue.rules import changes_of as changes_of
from loket.lobby.queue.rules import rules_of as rules_of
from loket.lobby.queue.showing import board as board
from loket.lobby.queue.showing import counter_view as counter_view
from loket.lobby.queue.showing import counts_of as counts_of
from loket.lobby.queue.showing import place_of as place_of
from loket.lobby.queue.taking import BOOKED_AHEAD as BOOKED_AHEAD
from loket.lobby.queue.taking import is_code as is_code
from loket.lobby.queue.taking import read_code as read_code
from loket.lobby.queue.taking import slots_of as slots_of
from loket.lobby.queue.taking import ticket_by as ticket_by
from loket.lobby.queue.taking import tickets_of as tickets_of

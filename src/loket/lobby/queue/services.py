"""The front door of the queue: every write other layers may ask for."""

from loket.lobby.queue.calling import call as call
from loket.lobby.queue.calling import call_next as call_next
from loket.lobby.queue.calling import do as do
from loket.lobby.queue.calling import taken_in as taken_in
from loket.lobby.queue.calling import transfer as transfer
from loket.lobby.queue.closing import close_day as close_day
from loket.lobby.queue.days import Act as Act
from loket.lobby.queue.records import Wanted as Wanted
from loket.lobby.queue.rules import set_rules as set_rules
from loket.lobby.queue.taking import book as book
from loket.lobby.queue.taking import cancel as cancel
from loket.lobby.queue.taking import check_in as check_in
from loket.lobby.queue.taking import rejoin as rejoin
from loket.lobby.queue.taking import take as take

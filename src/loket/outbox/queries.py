"""What may be asked of the outbox: frozen records."""

from loket.outbox.calling import calls_made as calls_made
from loket.outbox.calling import calls_waiting as calls_waiting
from loket.outbox.calling import require_known as require_known
from loket.outbox.calling import to_call as to_call
from loket.outbox.enqueueing import not_yet as not_yet
from loket.outbox.lists import MAY_READ as MAY_READ
from loket.outbox.lists import discreet_messages as discreet_messages
from loket.outbox.lists import messages_of as messages_of
from loket.outbox.lists import messages_of_case as messages_of_case
from loket.outbox.office_settings import MessageSettings as MessageSettings
from loket.outbox.office_settings import changes_of as changes_of
from loket.outbox.office_settings import settings_of as settings_of
from loket.outbox.records import CalledLine as CalledLine
from loket.outbox.records import CallLine as CallLine
from loket.outbox.records import MessageLine as MessageLine
from loket.outbox.reminding import reminders_of as reminders_of

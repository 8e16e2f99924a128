"""What other layers know of messages: frozen records, in which no receiver stands whole but where somebody must telephone."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from loket.core.messages.kinds import Channel, Kind
from loket.core.messages.states import Reason, State


@dataclass(frozen=True, slots=True)
class Receiver:
    """To whom: a telephone, an address of e-mail, or both, as they were given."""

    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Way:
    """One channel by which a message may go: to whom there, and the words."""

    channel: Channel
    to: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MessageLine:
    """A message as a list shows it; `channel` is that of the way it is on, None where it goes none."""

    id: int
    uuid: UUID
    kind: Kind
    resi: str
    receiver: str
    channel: Channel | None
    state: State
    reason: Reason
    at: datetime.datetime
    changed_at: datetime.datetime
    due_at: datetime.datetime | None
    to_call: bool


class CallResult(StrEnum):
    """What came of a call."""

    TOLD = "disampaikan"
    NOT_REACHED = "tidak-terhubung"
    WRONG_NUMBER = "nomor-salah"
    OTHERWISE = "cara-lain"


@dataclass(frozen=True, slots=True)
class CallLine:
    """A message that did not arrive. `phone` stands here where no file of an application has it."""

    message: MessageLine
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CalledLine:
    """A call that was made."""

    message: MessageLine
    result: CallResult
    note: str
    acted_as: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class GatewaySetting:
    """
    Where an office's gateway for a channel is; an empty address is none.

    `asks`: it says what became of a message. `sender`: as whom it sends, for e-mail. `has_secret`: one is kept, and shown to
    nobody.
    """

    channel: Channel
    address: str = ""
    asks: bool = True
    sender: str = ""
    has_secret: bool = False


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One change of the settings: what, by whom, when; never a secret."""

    name: str
    value: str
    acted_as: str
    at: datetime.datetime

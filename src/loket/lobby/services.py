"""The front door of the lobby: every write other layers may ask for."""

from loket.lobby.answering import Form as Form
from loket.lobby.answering import Paper as Paper
from loket.lobby.answering import answer as answer
from loket.lobby.answering import type_in as type_in
from loket.lobby.inviting import invite as invite
from loket.lobby.planning import PlanLine as PlanLine
from loket.lobby.planning import add_to_plan as add_to_plan

"""What may be asked of the lobby: frozen records."""

from loket.lobby.inviting import Invited as Invited
from loket.lobby.inviting import invited as invited
from loket.lobby.inviting import is_asked as is_asked
from loket.lobby.planning import PlanLine as PlanLine
from loket.lobby.planning import plan_of as plan_of
from loket.lobby.reporting import Report as Report
from loket.lobby.reporting import Survey as Survey
from loket.lobby.reporting import remarks as remarks
from loket.lobby.reporting import report as report
from loket.lobby.reporting import typed_in as typed_in

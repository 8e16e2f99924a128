"""
Office time: opening hours, holidays, promises, pauses, and why a promise falls due when it does.

The one door to this package for the rest of Loket. Knows nothing of cases, procedures or the present moment.
"""

from loket.core.worktime.calendar import ZONES as ZONES
from loket.core.worktime.calendar import ClosedReason as ClosedReason
from loket.core.worktime.calendar import Closure as Closure
from loket.core.worktime.calendar import WorkCalendar as WorkCalendar
from loket.core.worktime.calendar import open_spans as open_spans
from loket.core.worktime.clock import Due as Due
from loket.core.worktime.clock import Measures as Measures
from loket.core.worktime.clock import Stretch as Stretch
from loket.core.worktime.clock import StretchKind as StretchKind
from loket.core.worktime.clock import due as due
from loket.core.worktime.clock import elapsed as elapsed
from loket.core.worktime.clock import measure as measure
from loket.core.worktime.duration import Duration as Duration
from loket.core.worktime.duration import Unit as Unit
from loket.core.worktime.duration import parse_duration as parse_duration
from loket.core.worktime.holidays import Holiday as Holiday
from loket.core.worktime.holidays import HolidayKind as HolidayKind
from loket.core.worktime.holidays import national_holidays as national_holidays
from loket.core.worktime.holidays import read_holidays as read_holidays
from loket.core.worktime.holidays import years_with_decree as years_with_decree
from loket.core.worktime.hours import CIVIL_SERVICE_HOURS as CIVIL_SERVICE_HOURS
from loket.core.worktime.hours import CIVIL_SERVICE_RAMADAN_HOURS as CIVIL_SERVICE_RAMADAN_HOURS
from loket.core.worktime.hours import HoursPeriod as HoursPeriod
from loket.core.worktime.hours import weekly_hours as weekly_hours
from loket.core.worktime.pauses import Incident as Incident
from loket.core.worktime.pauses import Pause as Pause
from loket.core.worktime.pauses import WaitsFor as WaitsFor
from loket.core.worktime.sentences import explain_sentences as explain_sentences
from loket.core.worktime.sentences import plain_date as plain_date
from loket.core.worktime.sentences import printed_date as printed_date
from loket.core.worktime.sentences import printed_length as printed_length
from loket.core.worktime.sentences import printed_moment as printed_moment
from loket.core.worktime.sentences import printed_week as printed_week

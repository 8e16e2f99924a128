"""
The front door of the register: every write other apps may ask for.

Each is committed when it returns and wrote nothing when it raised.
"""

from loket.register.acting import acted_as as acted_as
from loket.register.acting import require_keeper as require_keeper
from loket.register.breaches import add_breach_step as add_breach_step
from loket.register.breaches import open_breach as open_breach
from loket.register.code_lists import retire_code as retire_code
from loket.register.code_lists import set_code as set_code
from loket.register.codec import to_json as to_json
from loket.register.exchange.leaving import take_out as take_out
from loket.register.finding.decisions import decide_duplicate as decide_duplicate
from loket.register.foreseeing import require as require
from loket.register.ids import new_id as new_id
from loket.register.kinship import as_party as as_party
from loket.register.kinship import require_no_kin as require_no_kin
from loket.register.kinship import require_no_kin_of_colleague as require_no_kin_of_colleague
from loket.register.life_events import hold_around as hold_around
from loket.register.life_events import preview as preview
from loket.register.life_events import record_life_event as record_life_event
from loket.register.looking_up import look_up as look_up
from loket.register.looking_up import require_not_trying as require_not_trying
from loket.register.looking_up import unknown_resi as unknown_resi
from loket.register.office_settings import choose_settings as choose_settings
from loket.register.purposes import state_purpose as state_purpose
from loket.register.readings import leave_trace as leave_trace
from loket.register.readings import open_family as open_family
from loket.register.recognising import confirm_recognition as confirm_recognition
from loket.register.recognising import decline_recognition as decline_recognition
from loket.register.recognising import end_recognition as end_recognition
from loket.register.recognising import propose_recognition as propose_recognition
from loket.register.regions import load_regions as load_regions
from loket.register.telling import conceal as conceal
from loket.register.watching import end_watch as end_watch
from loket.register.watching import watch as watch

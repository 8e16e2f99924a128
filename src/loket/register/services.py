"""
The front door of the register: every write other apps may ask for.

Each is committed when it returns and wrote nothing when it raised.
"""

from loket.register.code_lists import retire_code as retire_code
from loket.register.code_lists import set_code as set_code
from loket.register.ids import new_id as new_id
from loket.register.life_events import preview as preview
from loket.register.life_events import record_life_event as record_life_event
from loket.register.office_settings import choose_settings as choose_settings
from loket.register.regions import load_regions as load_regions

"""
The front door of casework: every write other apps may ask for.

Each is committed when it returns and wrote nothing when it raised.
"""

from loket.casework.acts import act as act
from loket.casework.acts import reassign as reassign
from loket.casework.acts import require_doable as require_doable
from loket.casework.answered import note_answer as note_answer
from loket.casework.batches import submit_batch as submit_batch
from loket.casework.bulk_acts import act_many as act_many
from loket.casework.bulk_acts import release_held_by as release_held_by
from loket.casework.case_views import require_shown as require_shown
from loket.casework.destroying import Grounds as Grounds
from loket.casework.destroying import LeftOut as LeftOut
from loket.casework.destroying import destroy_scans as destroy_scans
from loket.casework.from_home import answer_return as answer_return
from loket.casework.from_home import apply as apply
from loket.casework.from_home import bring_paper as bring_paper
from loket.casework.from_home import take_back as take_back
from loket.casework.handing import accept_letter as accept_letter
from loket.casework.handing import end_mandate as end_mandate
from loket.casework.handing import fetched as fetched
from loket.casework.handing import give_mandate as give_mandate
from loket.casework.handing import replace_slip as replace_slip
from loket.casework.handing import require_mandate as require_mandate
from loket.casework.handing import shelve as shelve
from loket.casework.intake import take_in as take_in
from loket.casework.keeping_from import keep_from as keep_from
from loket.casework.languages import choose_language as choose_language
from loket.casework.papers import add_paper as add_paper
from loket.casework.papers import remove_destroyed as remove_destroyed
from loket.casework.procedures import publish as publish
from loket.casework.procedures import retire as retire
from loket.casework.recomputing import recompute_due as recompute_due
from loket.casework.searching import search as search
from loket.casework.signed_papers import record_paper as record_paper
from loket.casework.unheard import close_unheard as close_unheard
from loket.casework.waiting import lapse as lapse

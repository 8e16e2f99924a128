"""
The front door of complaints: every write other apps may ask for.

Each is committed when it returns and wrote nothing when it raised.
"""

from loket.complaints.answering import answer as answer
from loket.complaints.answering import give_lapor_number as give_lapor_number
from loket.complaints.answering import withhold as withhold
from loket.complaints.boxes import open_box as open_box
from loket.complaints.closing import close_unheard as close_unheard
from loket.complaints.hearing import hear as hear
from loket.complaints.lapor import bring_in as bring_in
from loket.complaints.reading import opened as opened
from loket.complaints.reading import reporter as reporter
from loket.complaints.taking import enter as enter
from loket.complaints.taking import take as take
from loket.complaints.telling import tell_all as tell_all

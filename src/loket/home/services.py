"""The front door of applying from home: every write other layers may ask for."""

from loket.home.drafts import begin as begin
from loket.home.drafts import give_up as give_up
from loket.home.drafts import save as save
from loket.home.recovering import SentCode as SentCode
from loket.home.recovering import ask_code as ask_code
from loket.home.recovering import redeem_code as redeem_code
from loket.home.sending import Letter as Letter
from loket.home.sending import send as send
from loket.home.sending import take_up_unsent as take_up_unsent
from loket.home.uploading import add_file as add_file
from loket.home.uploading import add_part as add_part
from loket.home.uploading import drop_file as drop_file
from loket.home.uploading import finish as finish

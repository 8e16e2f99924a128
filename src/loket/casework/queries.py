"""
The front door of casework for reading: frozen records, never rows.

Whoever shows a case to people passes the officer: another office's case does not exist for them.
"""

from loket.casework.applications import application_from as application_from
from loket.casework.applications import application_of as application_of
from loket.casework.applications import open_application as open_application
from loket.casework.audit.checkpoints import CheckpointRecord as CheckpointRecord
from loket.casework.audit.sealed import SealedHead as SealedHead
from loket.casework.audit.sealed import SealedHistory as SealedHistory
from loket.casework.audit.sealed import newest_sealed as newest_sealed
from loket.casework.audit.sealed import sealed_heads as sealed_heads
from loket.casework.audit.sealed import sealed_history as sealed_history
from loket.casework.audit.sealed import seals_of as seals_of
from loket.casework.batches import batch_of as batch_of
from loket.casework.batches import batches as batches
from loket.casework.batches import carrier_of as carrier_of
from loket.casework.case_views import CaseView as CaseView
from loket.casework.case_views import EventRecord as EventRecord
from loket.casework.case_views import case_view as case_view
from loket.casework.clocks import promise_runs_to as promise_runs_to
from loket.casework.lists.boards import Board as Board
from loket.casework.lists.boards import Figure as Figure
from loket.casework.lists.boards import board as board
from loket.casework.lists.boards import board_list as board_list
from loket.casework.lists.books import ArchiveLine as ArchiveLine
from loket.casework.lists.books import BookRecord as BookRecord
from loket.casework.lists.books import PickupLine as PickupLine
from loket.casework.lists.books import RefusalRecord as RefusalRecord
from loket.casework.lists.books import RegisterLine as RegisterLine
from loket.casework.lists.books import RegisterPage as RegisterPage
from loket.casework.lists.books import archive_places as archive_places
from loket.casework.lists.books import intake_refusal as intake_refusal
from loket.casework.lists.books import intake_refusals as intake_refusals
from loket.casework.lists.books import pickup_book as pickup_book
from loket.casework.lists.books import register_book as register_book
from loket.casework.lists.books import register_books as register_books
from loket.casework.lists.desks import Desk as Desk
from loket.casework.lists.desks import desk as desk
from loket.casework.lists.desks import workable as workable
from loket.casework.lists.finding import CasePage as CasePage
from loket.casework.lists.finding import cases_of as cases_of
from loket.casework.lists.finding import cases_page as cases_page
from loket.casework.lists.finding import find as find
from loket.casework.lists.finding import lines_of as lines_of
from loket.casework.lists.finding import open_cases_of as open_cases_of
from loket.casework.lists.finding import ready_for_pickup as ready_for_pickup
from loket.casework.lists.lines import CaseLine as CaseLine
from loket.casework.papers import read_paper as read_paper
from loket.casework.readings import ReadingRecord as ReadingRecord
from loket.casework.readings import readings_of as readings_of
from loket.casework.recomputing import Moved as Moved
from loket.casework.recomputing import would_move as would_move
from loket.casework.signed_papers import NamedPaper as NamedPaper
from loket.casework.signed_papers import papers_named as papers_named
from loket.casework.standing import Standing as Standing
from loket.casework.standing import book_number as book_number
from loket.casework.standing import numbers_given as numbers_given
from loket.casework.standing import signed_and_open as signed_and_open
from loket.casework.standing import signers_of as signers_of
from loket.casework.standing import standing as standing

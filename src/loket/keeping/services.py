"""The front door of keeping: every write other layers may ask for."""

from loket.keeping.carrying_out import Progress as Progress
from loket.keeping.carrying_out import carry_out as carry_out
from loket.keeping.making import Recipients as Recipients
from loket.keeping.making import make_backup as make_backup
from loket.keeping.making import prune as prune
from loket.keeping.office_terms import set_term as set_term
from loket.keeping.proofs import keep_failure as keep_failure
from loket.keeping.proofs import keep_proof as keep_proof
from loket.keeping.proposing import Staying as Staying
from loket.keeping.proposing import approve as approve
from loket.keeping.proposing import call_off as call_off
from loket.keeping.proposing import decline as decline
from loket.keeping.proposing import propose as propose
from loket.keeping.rehearsing import Outcome as Outcome
from loket.keeping.rehearsing import rehearse as rehearse
from loket.keeping.restoring import Place as Place
from loket.keeping.restoring import restore as restore

"""The front door of keeping: every write other layers may ask for."""

from loket.keeping.making import Recipients as Recipients
from loket.keeping.making import make_backup as make_backup
from loket.keeping.making import prune as prune
from loket.keeping.proofs import keep_failure as keep_failure
from loket.keeping.proofs import keep_proof as keep_proof
from loket.keeping.rehearsing import Outcome as Outcome
from loket.keeping.rehearsing import rehearse as rehearse
from loket.keeping.restoring import Place as Place
from loket.keeping.restoring import restore as restore

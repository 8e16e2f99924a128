"""What may be asked of keeping: frozen records."""

from loket.keeping.due import Due as Due
from loket.keeping.due import due as due
from loket.keeping.making import backups_in as backups_in
from loket.keeping.making import key_folders as key_folders
from loket.keeping.manifest import Manifest as Manifest
from loket.keeping.manifest import prove as prove
from loket.keeping.manifest import read_manifest as read_manifest
from loket.keeping.proofs import ProofRecord as ProofRecord
from loket.keeping.proofs import Unproved as Unproved
from loket.keeping.proofs import last_proof as last_proof
from loket.keeping.proofs import proofs as proofs
from loket.keeping.proofs import unproved as unproved
from loket.keeping.recipients import read_identities as read_identities
from loket.keeping.recipients import read_recipients as read_recipients
from loket.keeping.recipients import require_apart as require_apart
from loket.keeping.terms import Term as Term
from loket.keeping.terms import terms as terms

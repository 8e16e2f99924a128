"""
The front door of signing: every write other apps may ask for.

A passphrase lives as long as the call that it is given to.
"""

from loket.signing.backup_seal import sign_backup as sign_backup
from loket.signing.batches import require_key as require_key
from loket.signing.batches import resolve_unknown as resolve_unknown
from loket.signing.batches import sign_batch as sign_batch
from loket.signing.batches import sign_products as sign_products
from loket.signing.certificates import make_certificate as make_certificate
from loket.signing.cosigning import keep_cosignature as keep_cosignature
from loket.signing.enrolling import OutsideCertificate as OutsideCertificate
from loket.signing.enrolling import named_in as named_in
from loket.signing.enrolling import use_certificate as use_certificate
from loket.signing.history import sign_latest as sign_latest
from loket.signing.passphrase import Passphrase as Passphrase
from loket.signing.providers import Holder as Holder
from loket.signing.revoking import is_head as is_head
from loket.signing.revoking import reinstate as reinstate
from loket.signing.revoking import revoke as revoke
from loket.signing.stamping import stamp_latest as stamp_latest

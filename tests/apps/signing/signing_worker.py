"""
Signs papers in a process of its own, and tells when it begins, and before and after each signature is made.

    python -m tests.apps.signing.signing_worker KEY RESI...
"""

import sys
from uuid import UUID

import django


def tell(word: str) -> None:
    """Say it at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(key: str, *resis: str) -> None:
    """Pak Hadi signs."""
    from loket.signing import services
    from loket.signing.certificates import file_of, newest
    from loket.signing.pades import PreparedPaper, open_key
    from loket.signing.providers import Answer, LocalProvider
    from tests.apps import factories
    from tests.apps.signing.people import HIS_PASSPHRASE

    class Telling(LocalProvider):
        def sign(self, request_id: UUID, paper: PreparedPaper) -> Answer:
            tell("sent")
            answer = super().sign(request_id, paper)
            tell("answered")
            return answer

    hadi = factories.hadi()
    certificate = newest(hadi)
    assert certificate is not None
    provider = Telling(open_key(file_of(certificate), HIS_PASSPHRASE))
    tell("begin")
    services.sign_batch(resis, hadi, HIS_PASSPHRASE, UUID(key), at=factories.MONDAY, provider=provider)


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])

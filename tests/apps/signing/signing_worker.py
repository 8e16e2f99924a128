"""
Signs papers in processes of its own, one for each line of the standard input: `KEY RESI...`.

It prints the number of each process, what that tells (that it begins, and before and after each signature is made), and
`ended` with the status. Everything is loaded once, and each process is a fork of it that opens the database itself.
"""

import os
import sys
from importlib import import_module
from uuid import UUID

import django


def tell(word: object) -> None:
    """Say it at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def sign(key: str, *resis: str) -> None:
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


def main() -> None:
    """Fork for every line; the child ends with its work, whatever becomes of it."""
    import_module("loket.signing.services")
    import_module("tests.apps.signing.people")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                tell(os.getpid())
                sign(*line.split())
            finally:
                os._exit(0)
        _pid, status = os.waitpid(child, 0)
        tell(f"ended {status}")


if __name__ == "__main__":
    django.setup()
    main()

"""
Sends what is due in processes of its own, one for each line of the standard input: the moment it is.

It prints the number of each process, what that tells (that it begins, and before and after each message leaves), and `ended`
with the status. Everything is loaded once, and each process is a fork of it that opens the database itself.
"""

import datetime
import os
import sys
from importlib import import_module
from uuid import UUID

import django


def tell(word: object) -> None:
    """Say it at once."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def send(moment: str) -> None:
    """Send what is due at that moment, as the command does."""
    from loket.core.messages.kinds import Channel
    from loket.outbox.gateways import Gateway, Letter, Outcome
    from loket.outbox.sending import gateway_of, send_due

    class Telling:
        answers_questions = True

        def __init__(self, real: Gateway) -> None:
            self._real = real

        def send(self, letter: Letter) -> Outcome:
            tell("sent")
            outcome = self._real.send(letter)
            tell("answered")
            return outcome

        def ask(self, letter: UUID) -> Outcome:
            return self._real.ask(letter)

    def telling(office_id: int, channel: Channel) -> Gateway | None:
        real = gateway_of(office_id, channel)
        return Telling(real) if real is not None else None

    tell("begin")
    send_due(datetime.datetime.fromisoformat(moment), telling)


def main() -> None:
    """Fork for every line; the child ends with its work, whatever becomes of it."""
    import_module("loket.outbox.services")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                tell(os.getpid())
                send(line.strip())
            finally:
                os._exit(0)
        _pid, status = os.waitpid(child, 0)
        tell(f"ended {status}")


if __name__ == "__main__":
    django.setup()
    main()

"""A browser whose officer, asked for what people's data is opened, says so and goes on."""

import re
from typing import Any, Final

from django.http import HttpResponse
from django.test import Client

SAYS_WHY: Final = "/penduduk/tujuan/"
GIVEN: Final = {"purpose": "pengaduan", "reason": "menanyakan datanya di loket"}
_HIDDEN: Final = re.compile(r'<input type="hidden" name="(next|resident|family)" value="([^"]*)">')


class CandidClient(Client):
    """A test client; with `candid` off it stops at the question."""

    candid: bool = True

    def generic(self, method: str, path: str, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        answer = super().generic(method, path, *args, **kwargs)
        if not self.candid or path == SAYS_WHY or not asks_why(answer):
            return answer
        self.post(SAYS_WHY, {**dict(_HIDDEN.findall(answer.content.decode())), **GIVEN})
        return super().generic(method, path, *args, **kwargs)


def asks_why(answer: Any) -> bool:
    """Whether an answer is the page that asks for what data is opened."""
    return isinstance(answer, HttpResponse) and f'action="{SAYS_WHY}"'.encode() in answer.content

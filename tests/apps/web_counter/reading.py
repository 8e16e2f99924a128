"""What a page says, for tests that look at it as an officer would."""

import re
from typing import Any

from django.http import HttpResponse

Answer = HttpResponse | Any


def text_of(answer: Answer) -> str:
    """The words of a page without its markup, blanks joined."""
    page = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    page = re.sub(r"</?(strong|a|span|kbd|em|code)\b[^>]*>", "", page)
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def hidden(answer: Answer, name: str) -> str:
    """The value of a hidden field of the page."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', answer.content.decode())
    assert found, name
    return found[1]


def is_pdf(answer: Answer) -> bool:
    """Whether the answer is a PDF that nothing on the way may keep."""
    kept = "no-store" in answer.headers.get("Cache-Control", "")
    return bool(answer.status_code == 200 and answer.content.startswith(b"%PDF-") and kept)


def goes_to(answer: Answer) -> str:
    """Where the browser is sent on."""
    assert answer.status_code == 302, answer.status_code
    return str(answer.headers["Location"])

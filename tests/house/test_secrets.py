"""T30: no file of the repository holds a private key or a long secret."""

import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.house.tree import ROOT

KEYS: Final = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{40,}"
    r"|AGE-SECRET-KEY-1[A-Z0-9]{50,}"
    r"|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abp]-[A-Za-z0-9-]{20,}"
)
ASSIGNED: Final = re.compile(
    r"(?i)(?:secret|passw(?:or)?d|passphrase|token|api[_-]?key|private[_-]?key)\w*[\"']?\s*[:=]\s*[bru]?[\"']?([\w+/=.-]{24,})"
)
WORDS: Final = re.compile(r"[._]|^[a-z]+(-[a-z0-9]+){3,}$")
"""The name of something in code, or words with hyphens between them."""
LEAST_BITS: Final = 3.8
"""Bits a sign: words and names have fewer, random signs more."""
LARGEST: Final = 2_000_000


def tracked() -> list[Path]:
    """The files of the repository as git lists them, new ones that are not ignored included."""
    told = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    ).stdout
    return [ROOT / name for name in told.decode().split("\0") if name and (ROOT / name).is_file()]


def bits(text: str) -> float:
    """How many bits a sign of this text carries by the frequency of its signs."""
    return -sum(n / len(text) * math.log2(n / len(text)) for n in Counter(text).values())


def secrets_in(text: str) -> Iterator[str]:
    """What looks like a key, or like a random value that is given to something secret."""
    yield from (found[0][:40] for found in KEYS.finditer(text))
    for found in ASSIGNED.finditer(text):
        value = found[1]
        mixed = re.search(r"[0-9]", value) and re.search(r"[A-Za-z]", value) and not WORDS.search(value)
        if mixed and bits(value) > LEAST_BITS:
            yield value[:40]


class TestTheRepository:
    def test_holds_no_secret(self) -> None:
        files = [file for file in tracked() if file.stat().st_size < LARGEST]
        assert len(files) > 500
        found = {
            file.relative_to(ROOT).as_posix(): told
            for file in files
            if (told := list(secrets_in(file.read_bytes().decode("utf-8", "replace"))))
        }
        assert found == {}


# Put together here, so that this file does not find itself.
PEM = "-----BEGIN " + "PRIVATE KEY-----\n" + "MC4CAQAwBQYDK2VwBCIEI" * 3
AGE = "AGE-SECRET-" + "KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2
TOKEN = "api_" + 'key = "' + "f3Kq9ZtX1mVb7RwYc2Hn8LpDs4Gj6Ae0" + '"'


class TestTheScan:
    @pytest.mark.parametrize("text", [PEM, AGE, TOKEN, "gh" + "p_" + "a1B2" * 9])
    def test_finds_what_it_is_for(self, text: str) -> None:
        assert len(list(secrets_in(f"baris\n{text}\nbaris"))) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "password = settings.SIGNING_PASSPHRASE",
            "token: services.create_token(officer)",
            "-----BEGIN PRIVATE KEY-----",
            "passphrase='frasa sandi pak hadi'",
        ],
    )
    def test_leaves_code_and_words_alone(self, text: str) -> None:
        assert list(secrets_in(text)) == []

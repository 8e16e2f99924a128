"""
The voice of the calls: a clip for each word, made once by a free synthesiser on this machine; no internet is asked.

Without a synthesiser, or before its clips are made, the display calls in figures alone and says so.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Final

from django.conf import settings

from loket.core.problems import Refusal
from loket.core.queue.numbers import CLIPS

SYNTHESISERS: Final = ("espeak-ng", "espeak")
_SECONDS: Final = 30


class NoSynthesiser(Refusal):
    """Nothing on this machine speaks."""

    id = "queue-no-synthesiser"
    sentence = "Tidak ada program pembuat suara di mesin ini."
    hint = (
        "Pasang espeak-ng (Debian: apt-get install espeak-ng), lalu ulangi. Tanpa suara, layar antrean tetap bekerja."
    )


class VoiceNotMade(Refusal):
    """The synthesiser ends with a fault, does not end, or writes nothing."""

    id = "queue-voice-not-made"
    sentence = "Suara panggilan tidak dapat dibuat dengan {program}."
    hint = (
        "Periksa apakah {program} mempunyai suara bahasa Indonesia (`{program} -v id -w coba.wav satu`), lalu jalankan "
        "`loket queue-voice`. Tanpa suara, layar antrean tetap bekerja."
    )


def folder() -> Path:
    """Where the clips are kept."""
    return Path(settings.HOME) / "suara"


def clip(name: str) -> Path | None:
    """The file of a clip; None for what is no clip, or is not made."""
    file = folder() / f"{name}.wav"
    return file if name in CLIPS and file.is_file() else None


def has_voice() -> bool:
    """Whether every clip is there: a call with a word left out would send people astray."""
    return all((folder() / f"{name}.wav").is_file() for name in CLIPS)


def render(speed: int = 140) -> int:
    """
    Make every clip anew, in Indonesian; how many there are.

    Each is put in place whole, so that a display never plays half a word. Raises NoSynthesiser and VoiceNotMade.
    """
    found = next(filter(None, map(shutil.which, SYNTHESISERS)), None)
    if found is None:
        raise NoSynthesiser
    folder().mkdir(parents=True, exist_ok=True)
    for name, words in CLIPS.items():
        made = folder() / f"{name}.part"
        command = [found, "-v", "id", "-s", str(speed), "-w", str(made), words]
        try:
            # Our own words, and a program found on the path of whoever installs.
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
            made.replace(folder() / f"{name}.wav")
        except (subprocess.SubprocessError, OSError) as fault:
            made.unlink(missing_ok=True)
            raise VoiceNotMade(program=Path(found).name) from fault
    return len(CLIPS)

"""The voice is made by a program of this machine, whole or not at all."""

import stat
import subprocess
import wave
from pathlib import Path

import pytest
from django.test import override_settings

from loket.core.queue.numbers import CLIPS
from loket.lobby.queue import voice

SPEAKS = """#!/bin/sh
# Says what it is asked, as a synthesiser would: voice, speed, file, words.
test "$1 $2 $3" = "-v id -s" || exit 3
printf '%s' "$7" > "$6"
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path with nothing on it but what a test puts there, and what a shell needs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, script: str) -> None:
    program = folder / "espeak-ng"
    program.write_text(script)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


class TestTheVoice:
    def test_needs_something_that_speaks(self, programs: Path, tmp_path: Path) -> None:
        with (
            override_settings(HOME=tmp_path),
            pytest.raises(voice.NoSynthesiser, match="Tidak ada program pembuat suara"),
        ):
            voice.render()
        assert not (tmp_path / "suara").exists()

    def test_has_a_clip_for_every_word(self, programs: Path, tmp_path: Path) -> None:
        install(programs, SPEAKS)
        with override_settings(HOME=tmp_path):
            assert not voice.has_voice()
            assert voice.render(120) == len(CLIPS)
            assert voice.has_voice()
            said = voice.clip("belas")
            assert said is not None
            assert said.read_text() == "belas"
            assert voice.clip("../rahasia") is None
            voice.clip("a").unlink()  # type: ignore[union-attr]
            assert not voice.has_voice()

    def test_is_not_half_made(self, programs: Path, tmp_path: Path) -> None:
        install(programs, "#!/bin/sh\nexit 1\n")
        with override_settings(HOME=tmp_path):
            with pytest.raises(subprocess.CalledProcessError):
                voice.render()
            assert not list((tmp_path / "suara").glob("*.wav"))


def test_a_synthesiser_that_is_there_speaks_indonesian_that_a_browser_can_play(tmp_path: Path) -> None:
    """Where this machine has one; elsewhere the clips of the others are asked for."""
    with override_settings(HOME=tmp_path):
        try:
            voice.render()
        except voice.NoSynthesiser:
            assert not voice.has_voice()
            return
        for name in CLIPS:
            with wave.open(str(voice.clip(name))) as sound:
                assert sound.getnframes() > sound.getframerate() / 10

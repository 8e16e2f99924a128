"""The voice is made by a program of this machine, whole or not at all."""

import io
import stat
import wave
from pathlib import Path

import pytest
from django.test import override_settings
from rich.console import Console
from typer.testing import CliRunner

from loket.cli import app
from loket.cli.serve import _give_voice
from loket.core.queue.numbers import CLIPS
from loket.lobby.queue import voice

SPEAKS = """#!/bin/sh
# Says what it is asked, as a synthesiser would: voice, speed, file, words.
test "$1 $2 $3" = "-v id -s" || exit 3
printf '%s' "$7" > "$6"
"""

NO_INDONESIAN = "#!/bin/sh\necho 'voice does not exist' >&2\nexit 1\n"
SILENT = "#!/bin/sh\n"
HANGS = "#!/bin/sh\nwhile :; do :; done\n"


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

    @pytest.mark.parametrize("script", [NO_INDONESIAN, SILENT, HANGS, "tanpa baris pertama"])
    def test_is_not_half_made(
        self, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
    ) -> None:
        install(programs, script)
        monkeypatch.setattr(voice, "_SECONDS", 0.5)
        with override_settings(HOME=tmp_path):
            with pytest.raises(voice.VoiceNotMade, match="tidak dapat dibuat dengan espeak-ng"):
                voice.render()
            assert not list((tmp_path / "suara").iterdir())

    @pytest.mark.parametrize(("script", "words"), [(NO_INDONESIAN, "bahasa Indonesia"), ("", "Pasang espeak-ng")])
    def test_that_is_not_made_stops_no_office_from_opening(
        self, programs: Path, tmp_path: Path, script: str, words: str
    ) -> None:
        if script:
            install(programs, script)
        heard = io.StringIO()
        with override_settings(HOME=tmp_path):
            _give_voice(Console(file=heard, width=400))
        assert words in heard.getvalue()

    def test_that_is_not_made_is_told_by_its_command(self, programs: Path, tmp_path: Path) -> None:
        install(programs, NO_INDONESIAN)
        with override_settings(HOME=tmp_path):
            answer = CliRunner().invoke(app, ["queue-voice"])
        assert (answer.exit_code, "tidak dapat dibuat dengan espeak-ng" in answer.output) == (1, True)


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

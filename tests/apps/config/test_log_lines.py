"""Whatever somebody sends, a record is one line of the log; and the lines can be read by people and by machines."""

import datetime
import io
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from loket.config.log_lines import JsonLines, TextLines, one_line
from loket.web.asked_by import AskedBy

BEGINS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [A-Z]+ [\w.]+( |$)")
FORGED = "2026-11-16T02:00:00.000Z INFO loket.access [event=signed-in who=1] masuk"
ODD = ("\n", "\r\n", "\x1b[2J\x1b[1;1H", "\u2028", "\x85", "\x00", "\u202e")
Told = Callable[[], list[str]]


@pytest.fixture(params=["text", "json"])
def lines(request: pytest.FixtureRequest) -> Iterator[Told]:
    """What the log has told since, as lines, in the form of the parameter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(TextLines() if request.param == "text" else JsonLines())
    handler.addFilter(AskedBy())
    logging.getLogger().addHandler(handler)
    yield lambda: stream.getvalue().removesuffix("\n").split("\n")
    logging.getLogger().removeHandler(handler)


def is_whole(line: str) -> bool:
    """Whether a line is a record by itself, and has no sign in it that is more than a letter."""
    return line.isprintable() and ((line.startswith("{") and bool(json.loads(line))) or bool(BEGINS.match(line)))


class TestInjection:
    @pytest.mark.parametrize("odd", ODD)
    def test_by_a_message_makes_no_second_line(self, lines: Told, odd: str) -> None:
        logging.getLogger("uji").warning("dicari: %s", f"sari{odd}{FORGED}")
        (line,) = lines()
        assert is_whole(line)
        assert "dicari: sari" in line

    @pytest.mark.parametrize("odd", ODD)
    def test_by_the_page_that_was_asked_for_makes_no_second_line(self, db: None, lines: Told, odd: str) -> None:
        Client().get(f"/tidak-ada/{odd}{FORGED}")
        told = lines()
        assert all(map(is_whole, told)), told
        assert len([line for line in told if "/tidak-ada/" in line]) == 1

    @pytest.mark.parametrize("odd", ODD)
    def test_by_the_name_at_the_door_makes_no_second_line(self, db: None, lines: Told, odd: str) -> None:
        Client().post("/masuk/", {"username": f"budi{odd}{FORGED}", "password": "salah"})
        told = lines()
        assert all(map(is_whole, told)), told
        assert not any("signed-in" in line for line in told)

    @pytest.mark.parametrize("odd", ODD)
    def test_by_a_header_makes_no_second_line(self, db: None, lines: Told, odd: str) -> None:
        said = f"192.0.2.1{odd}{FORGED}"
        Client().get("/tidak-ada/", REMOTE_ADDR=said, HTTP_USER_AGENT=said, HTTP_REFERER=said)
        assert all(map(is_whole, lines()))

    def test_by_an_error_makes_no_line_that_looks_like_a_record(self, lines: Told) -> None:
        try:
            raise ValueError(f"isian\n{FORGED}\r{FORGED}\n")
        except ValueError:
            logging.getLogger("uji").exception("gagal")
        first, *trace = lines()
        assert is_whole(first)
        assert all(line.startswith("  | ") and line.isprintable() for line in trace)

    def test_makes_no_field_that_looks_like_ours(self) -> None:
        record = logging.makeLogRecord({"name": "uji", "msg": "x who=1", "path": '/x who=1] "', "event": "refused"})
        assert TextLines().format(record).endswith(r'uji [event=refused path="/x who=1] \""] x who=1')

    def test_makes_up_no_field_where_there_is_none(self) -> None:
        record = logging.makeLogRecord({"name": "uji", "msg": "[event=signed-in who=1] masuk"})
        assert TextLines().format(record).endswith("uji [] [event=signed-in who=1] masuk")

    def test_is_spelt_out_so_that_it_can_be_told_from_what_was_typed(self) -> None:
        assert one_line("a\nb") == r"a\nb"
        assert one_line(r"a\nb") == r"a\\nb"


def record_of(request: HttpRequest, **more: object) -> logging.LogRecord:
    record = logging.makeLogRecord({"name": "uji", "levelname": "WARNING", "msg": "m", "request": request, **more})
    assert AskedBy().filter(record)
    return record


class TestJson:
    def test_has_time_in_utc_level_logger_message_and_fields(self) -> None:
        at = datetime.datetime(2026, 11, 16, 2, 0, 0, 250_000, tzinfo=datetime.UTC)
        request = RequestFactory().get("/permohonan/?q=sari", REMOTE_ADDR="192.0.2.7")
        record = record_of(request, created=at.timestamp(), who=12, event="refused", status_code=403)
        assert json.loads(JsonLines().format(record)) == {
            "at": "2026-11-16T02:00:00.250Z",
            "level": "WARNING",
            "logger": "uji",
            "message": "m",
            "event": "refused",
            "who": 12,
            "address": "192.0.2.7",
            "method": "GET",
            "path": "/permohonan/",
            "status": 403,
        }

    def test_tells_where_it_went_wrong_in_the_same_line(self) -> None:
        try:
            raise ValueError("sebab")
        except ValueError:
            record = logging.makeLogRecord({"msg": "gagal", "exc_info": sys.exc_info()})
        line = JsonLines().format(record)
        assert "\n" not in line
        assert json.loads(line)["trace"].endswith("ValueError: sebab")

    def test_leaves_out_what_a_record_brings_beside(self) -> None:
        line = JsonLines().format(logging.makeLogRecord({"msg": "m", "password": "rahasia-sekali"}))
        assert "rahasia-sekali" not in line


class TestTheInstallation:
    def _told(self, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        program = "import django, logging; django.setup(); logging.getLogger('uji').warning('satu\\ndua')"
        environment = {**os.environ, "LOKET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "loket.config.settings"}
        environment = {name: value for name, value in environment.items() if name != "LOKET_LOG"} | variables
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)

    def test_tells_text_unless_json_is_chosen(self, tmp_path: Path) -> None:
        (line,) = self._told(tmp_path).stderr.splitlines()
        assert re.fullmatch(r"\S+Z WARNING uji \[\] satu\\ndua", line)

    def test_tells_json_where_it_is_chosen(self, tmp_path: Path) -> None:
        (line,) = self._told(tmp_path, LOKET_LOG="json").stderr.splitlines()
        assert json.loads(line)["message"] == "satu\ndua"

    def test_with_another_word_does_not_start(self, tmp_path: Path) -> None:
        refused = self._told(tmp_path, LOKET_LOG="xml")
        assert (refused.returncode, "LOKET_LOG" in refused.stderr) == (1, True)

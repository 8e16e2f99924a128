"""Sessions at the screen: the cookie, the limits, the way back to the page, and the lists that end them (T12)."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loket.offices import models, queries
from loket.offices.terms import SessionEnd
from loket.web.accounts.machines import browser_of, machine_of
from loket.web.accounts.session_door import words_of
from loket.web.accounts.session_store import SessionStore
from tests.apps import factories
from tests.apps.telephone import Telephone
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import DOOR, PASSWORD, STEP_UP, Visitor

MINE, OFFICE = "/sesi/", "/kantor/jabatan/sesi/"
STATE, STAY = "/sesi/keadaan/", "/sesi/tetap/"
IDLE = datetime.timedelta(minutes=15)
SECOND = datetime.timedelta(seconds=1)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


def cookie(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def with_cookie(token: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = token
    return client


def told(client: Client, address: str = STATE) -> dict[str, object]:
    answer = client.get(address) if address == STATE else client.post(address)
    found: dict[str, object] = json.loads(answer.content)
    return found


class TestTheCookie:
    def test_t12_that_was_set_before_signing_in_is_not_taken_over(self, verifier: Visitor) -> None:
        verifier.client.cookies[settings.SESSION_COOKIE_NAME] = "ditanam-orang-lain-sebelum-masuk-0000000000"
        verifier.gives_password()
        assert cookie(verifier.client) != "ditanam-orang-lain-sebelum-masuk-0000000000"
        assert with_cookie("ditanam-orang-lain-sebelum-masuk-0000000000").get("/").status_code == 302

    def test_t12_of_a_stranger_who_then_signs_in_is_another(self, verifier: Visitor) -> None:
        session = verifier.client.session
        session["ditanam"] = True
        session.save()
        before = str(session.session_key)
        verifier.client.cookies[settings.SESSION_COOKIE_NAME] = before
        verifier.gives_password()
        assert cookie(verifier.client) != before
        assert with_cookie(before).get("/").headers["Location"] == f"{DOOR}?next=/"
        assert "ditanam" not in verifier.client.session

    def test_t12_changes_with_a_code_given_once_more(
        self, inside: Visitor, telephone: Telephone, monday: time_machine.Traveller
    ) -> None:
        before = cookie(inside.client)
        monday.shift(datetime.timedelta(minutes=1))
        shown = telephone.shows(factories.MONDAY + datetime.timedelta(minutes=1))
        assert inside.post(STEP_UP, {"code": shown, "next": "/"}).location == "/"
        assert cookie(inside.client) != before
        assert with_cookie(before).get("/").headers["Location"].startswith(DOOR)
        assert inside.get("/").status == 200
        assert models.Session.objects.filter(account__isnull=False, ended_at=None).count() == 1

    def test_t12_that_was_given_up_is_not_brought_back_by_a_slower_request(self, verifier: Visitor) -> None:
        verifier.gives_password()
        before = cookie(verifier.client)
        slow, fast = SessionStore(before), SessionStore(before)
        slow["pesan"], fast["pesan"] = "lambat", "cepat"
        fast.cycle_key()
        fast.save()
        with pytest.raises(UpdateError):
            slow.save()
        assert with_cookie(before).get("/").headers["Location"].startswith(DOOR)
        assert with_cookie(str(fast.session_key)).get("/").status_code == 200

    def test_t12_is_worth_nothing_after_signing_out(self, verifier: Visitor) -> None:
        verifier.gives_password()
        copied = cookie(verifier.client)
        assert with_cookie(copied).get("/").status_code == 200
        verifier.post("/keluar/", {})
        assert with_cookie(copied).get("/").headers["Location"] == f"{DOOR}?next=/"

    def test_t12_is_worth_nothing_for_a_closed_account(self, verifier: Visitor) -> None:
        verifier.gives_password()
        User.objects.filter(username=verifier.username).update(is_active=False)
        assert verifier.get("/").location == f"{DOOR}?next=/"
        assert "ditutup" in verifier.get(DOOR).text

    def test_t12_is_worth_nothing_after_a_password_changed_by_whatever_way(self, verifier: Visitor) -> None:
        verifier.gives_password()
        account = User.objects.get(username=verifier.username)
        account.set_password("sandi lain dari basis data")
        account.save()
        assert verifier.get("/").location == f"{DOOR}?next=/"
        assert models.Session.objects.get(account=account).end_reason == SessionEnd.PASSWORD

    def test_t12_does_not_work_in_another_family_of_browser(self, verifier: Visitor) -> None:
        verifier.client.post(
            DOOR, {"username": verifier.username, "password": PASSWORD}, headers={"User-Agent": FIREFOX}
        )
        stolen = with_cookie(cookie(verifier.client))
        assert stolen.get("/", headers={"User-Agent": CHROME}).headers["Location"] == f"{DOOR}?next=/"
        assert "peramban lain" in stolen.get(DOOR).content.decode()
        assert verifier.client.get("/", headers={"User-Agent": FIREFOX}).status_code == 302, "ended for both"

    def test_costs_no_query_besides_that_of_the_account(
        self, verifier: Visitor, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        verifier.gives_password()
        verifier.get("/kata-sandi/")
        with django_assert_num_queries(1) as asked:
            verifier.get("/kata-sandi/")
        assert "JOIN" in asked.captured_queries[0]["sql"]

    @pytest.mark.parametrize("https", ["1", ""])
    def test_t12_is_bound_to_the_host_where_there_is_https(self, tmp_path: Path, https: str) -> None:
        asked = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)"
        environment = {**os.environ, "LOKET_HTTPS": https, "LOKET_HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", asked],
            env={**environment, "DJANGO_SETTINGS_MODULE": "loket.config.settings"},
            capture_output=True,
            text=True,
            check=True,
        )
        names = ["__Host-sesi", "__Host-csrf", "True"] if https else ["sessionid", "csrftoken", "False"]
        assert done.stdout.split() == [*names, "/", "None"]

    @pytest.mark.parametrize("wrong", ["1", "0", "x", "1000", "-5", "15.5"])
    def test_has_limits_that_stop_the_start_when_they_are_wrong(self, tmp_path: Path, wrong: str) -> None:
        environment = {**os.environ, "LOKET_IDLE_MINUTES": wrong, "LOKET_HOME": str(tmp_path)}
        asked = [sys.executable, "-c", "import loket.config.settings"]
        done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode != 0
        assert "LOKET_IDLE_MINUTES" in done.stderr


class TestTheWayBack:
    def test_is_to_the_page_where_the_session_was_left_alone(
        self, verifier: Visitor, monday: time_machine.Traveller
    ) -> None:
        verifier.gives_password()
        monday.shift(IDLE)
        door = verifier.get("/cari/?q=sari").location
        assert door == f"{DOOR}?next=/cari/%3Fq%3Dsari"
        assert "15 menit tidak dipakai" in verifier.get(door).text
        assert verifier.gives_password(next="/cari/?q=sari").location == "/cari/?q=sari"

    def test_is_to_the_page_of_a_form_that_came_too_late(
        self, verifier: Visitor, monday: time_machine.Traveller
    ) -> None:
        verifier.gives_password()
        monday.shift(IDLE)
        late = verifier.client.post("/kata-sandi/", {}, headers={"Referer": "http://testserver/kata-sandi/"})
        assert late.headers["Location"] == f"{DOOR}?next=/kata-sandi/"
        assert "belum disimpan" in verifier.get(DOOR).text

    def test_covers_the_page_where_a_script_asked_for_a_part(
        self, verifier: Visitor, monday: time_machine.Traveller
    ) -> None:
        verifier.gives_password()
        monday.shift(IDLE)
        answer = verifier.client.post("/permohonan/baru/kembar/", headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content, answer.headers["HX-Reswap"]) == (401, b"", "none")
        assert "15 menit" in json.loads(answer.headers["HX-Trigger"])["session-over"]["told"]

    def test_tells_nobody_that_they_have_signed_out_themselves(self, verifier: Visitor) -> None:
        verifier.gives_password()
        copied = cookie(verifier.client)
        verifier.post("/keluar/", {})
        other = with_cookie(copied)
        other.get("/")
        assert "Sesi" not in other.get(DOOR).content.decode().split("<main", 1)[1]

    @pytest.mark.parametrize("ended", SessionEnd)
    def test_has_words_for_every_reason(self, ended: SessionEnd) -> None:
        assert words_of(ended).endswith(".")


class TestWhatTheScriptAsks:
    def test_is_how_long_the_session_lasts_without_using_it(
        self, verifier: Visitor, monday: time_machine.Traveller
    ) -> None:
        verifier.gives_password()
        for minute in range(1, 15):
            monday.shift(datetime.timedelta(minutes=1))
            answer = told(verifier.client)
            assert (answer["who"], answer["left"]) == (verifier.officer.person, IDLE.total_seconds() - 60 * minute)
        monday.shift(datetime.timedelta(seconds=59))
        assert told(verifier.client)["left"] == 1
        monday.shift(SECOND)
        answer = told(verifier.client)
        assert answer["left"] == 0
        assert "15 menit" in str(answer["told"])

    def test_makes_it_last_while_somebody_types(self, verifier: Visitor, monday: time_machine.Traveller) -> None:
        verifier.gives_password()
        for _ in range(4):
            monday.shift(IDLE - SECOND)
            assert told(verifier.client, STAY)["left"] == IDLE.total_seconds()
        assert verifier.get("/").status == 200

    def test_tells_a_stranger_nothing(self, client: Client, db: None) -> None:
        assert told(client) == {"left": 0, "told": ""}
        assert told(client, STAY) == {"left": 0, "told": ""}
        assert client.get(STAY).status_code == 405

    def test_t13_is_not_used_from_another_site(self, verifier: Visitor) -> None:
        guarded = Client(enforce_csrf_checks=True)
        guarded.cookies = verifier.client.cookies
        assert guarded.post(STAY).status_code == 403

    def test_stands_on_every_page_of_the_desk(self, verifier: Visitor) -> None:
        verifier.gives_password()
        body = verifier.get("/").body
        assert 'data-left="900"' in body
        assert "session.js" in body
        assert "session.js" not in Visitor(factories.hadi()).get(DOOR).body


class TestOwnSessions:
    def test_are_listed_with_machine_and_place(self, verifier: Visitor) -> None:
        verifier.client.post(
            DOOR,
            {"username": verifier.username, "password": PASSWORD},
            headers={"User-Agent": FIREFOX},
            REMOTE_ADDR="192.0.2.7",
        )
        page = verifier.client.get(MINE, headers={"User-Agent": FIREFOX}).content.decode()
        assert all(word in page for word in ("Firefox di Linux", "192.0.2.7", "sesi ini"))
        assert "Akhiri semua" not in page

    def test_can_be_ended_one_by_one(self, verifier: Visitor) -> None:
        verifier.gives_password()
        elsewhere, third = DeskBrowser(verifier.officer), DeskBrowser(verifier.officer)
        numbers = [row.id for row in queries.open_sessions("bintan", factories.MONDAY)]
        mine = verifier.client.session.number  # type: ignore[attr-defined]  # of our own store
        assert mine is None, "not read yet"
        page = verifier.get(MINE)
        assert page.body.count('name="session"') == 2
        (chosen, *_) = [n for n in numbers if f'value="{n}"' in page.body]
        assert verifier.post(MINE, {"session": str(chosen)}).location == MINE
        assert sorted(desk.get("/").status for desk in (elsewhere, third)) == [200, 302]
        assert verifier.get("/").status == 200

    def test_can_all_be_ended_but_this_one(self, verifier: Visitor) -> None:
        verifier.gives_password()
        elsewhere, third = DeskBrowser(verifier.officer), DeskBrowser(verifier.officer)
        verifier.post(MINE, {"others": "1"})
        assert "2 sesi lain diakhiri" in verifier.get(MINE).text
        assert (elsewhere.get("/").status, third.get("/").status, verifier.get("/").status) == (302, 302, 200)

    @pytest.mark.parametrize("wrong", ["", "x", "0", "99999999999999999999", "-1", "²"])
    def test_are_told_apart_from_no_session(self, verifier: Visitor, wrong: str) -> None:
        verifier.gives_password()
        verifier.post(MINE, {"session": wrong})
        assert "sudah berakhir" in verifier.get(MINE).text

    def test_are_no_way_to_somebody_elses(self, verifier: Visitor) -> None:
        verifier.gives_password()
        other = DeskBrowser(factories.budi())
        theirs = queries.open_sessions("bintan", factories.MONDAY, person=other.officer.person)[0]
        verifier.post(MINE, {"session": str(theirs.id)})
        assert other.get("/").status == 200


class TestTheSessionsOfAnOffice:
    def test_are_seen_and_ended_by_a_keeper(self, hadi: DeskBrowser, wati: DeskBrowser, dewi: DeskBrowser) -> None:
        page = hadi.get(OFFICE)
        assert wati.officer.full_name in page.text
        assert dewi.officer.full_name not in page.text
        theirs = queries.open_sessions("bintan", factories.MONDAY, person=wati.officer.person)[0]
        assert hadi.post(OFFICE, {"end-session": str(theirs.id), "end-why": ""}).status == 422
        assert hadi.post(OFFICE, {"end-session": "x", "end-why": "ditinggal"}).status == 422
        assert hadi.post(OFFICE, {"end-session": str(theirs.id), "end-why": "ditinggal"}).location == OFFICE
        assert wati.get("/").location == f"{DOOR}?next=/"
        assert "diakhiri pengelola" in wati.get(DOOR).text
        again = hadi.post(OFFICE, {"end-session": str(theirs.id), "end-why": "ditinggal"})
        assert "sudah berakhir" in again.text

    def test_are_nobody_elses_to_see(self, wati: DeskBrowser) -> None:
        assert wati.get(OFFICE).status == 403
        assert wati.post(OFFICE, {}).status == 403


class TestTheWordsForAMachine:
    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (CHROME, ("Chrome", "Windows")),
            (FIREFOX, ("Firefox", "Linux")),
            (f"{CHROME} Edg/140.0", ("Edge", "Windows")),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", ("Chrome", "Android")),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", ("Safari", "iPhone")),
            ("curl/8", ("Peramban lain", "")),
            ("", ("", "")),
        ],
    )
    def test_are_family_and_kind_without_a_version(self, agent: str, words: tuple[str, str]) -> None:
        assert (browser_of(agent), machine_of(agent)) == words

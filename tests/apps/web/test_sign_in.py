"""The door: who gets in, what a stranger learns, and when guessing ends."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from loket.web.accounts.attempts import MOST_ATTEMPTS, WINDOW
from loket.web.models import SignInAttempt

pytestmark = pytest.mark.django_db

MONDAY = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)
PASSWORD = "meja-kerja-bintan-1"


@pytest.fixture
def budi() -> User:
    return User.objects.create_user("pegawai.baru", password=PASSWORD)


def sign_in(client: Client, username: str, password: str, **extra: str) -> tuple[int, str]:
    response = client.post("/masuk/", {"username": username, "password": password}, **extra)  # type: ignore[arg-type]
    return response.status_code, response.content.decode()


class TestSignIn:
    def test_opens_the_desk_for_the_right_password(self, client: Client, budi: User) -> None:
        status, _ = sign_in(client, "pegawai.baru", PASSWORD)
        assert status == 302
        assert client.session["_auth_user_id"] == str(budi.pk)

    def test_goes_where_the_officer_wanted_to_go(self, client: Client, budi: User) -> None:
        data = {"username": "pegawai.baru", "password": PASSWORD, "next": "/cari/?q=sari"}
        assert client.post("/masuk/", data).headers["Location"] == "/cari/?q=sari"

    def test_follows_no_link_to_another_site(self, client: Client, budi: User) -> None:
        data = {"username": "pegawai.baru", "password": PASSWORD, "next": "https://example.org/"}
        assert client.post("/masuk/", data).headers["Location"] == "/"

    def test_says_the_same_to_an_unknown_name_a_wrong_password_and_a_signed_off_account(
        self, client: Client, budi: User
    ) -> None:
        User.objects.create_user("pegawai.pensiun", password=PASSWORD, is_active=False)
        tries = [("pegawai.baru", "salah"), ("pegawai.tidakada", "salah"), ("pegawai.pensiun", PASSWORD)]
        answers = []
        for username, password in tries:
            status, body = sign_in(client, username, password)
            answers.append((status, body.replace(username, "NAMA").split("<main", 1)[1].split("</main", 1)[0]))
        assert {status for status, _ in answers} == {422}
        assert len({body.split("csrfmiddlewaretoken")[0] for _, body in answers}) == 1
        assert "tidak cocok" in answers[0][1]

    def test_keeps_the_name_and_forgets_the_password(self, client: Client, budi: User) -> None:
        _, body = sign_in(client, "pegawai.baru", "rahasia-yang-salah")
        assert 'value="pegawai.baru"' in body
        assert "rahasia-yang-salah" not in body

    def test_leads_strangers_from_any_page_to_the_door(self, client: Client) -> None:
        assert client.get("/buku/").headers["Location"] == "/masuk/?next=/buku/"
        assert client.get("/permohonan/7K2M94QXB3TD/").headers["Location"].startswith("/masuk/")


class TestGuessing:
    def test_ends_after_ten_attempts_even_with_the_right_password(self, client: Client, budi: User) -> None:
        for _ in range(MOST_ATTEMPTS):
            assert "tidak cocok" in sign_in(client, "pegawai.baru", "tebakan")[1]
        status, body = sign_in(client, "pegawai.baru", PASSWORD)
        assert status == 422
        assert "Tunggu 15 menit" in body

    def test_ends_for_names_that_do_not_exist_as_well(self, client: Client) -> None:
        for _ in range(MOST_ATTEMPTS):
            sign_in(client, "pegawai.tidakada", "tebakan")
        assert "Tunggu 15 menit" in sign_in(client, "pegawai.tidakada", "tebakan")[1]

    def test_counts_upper_and_lower_case_as_one_name(self, client: Client, budi: User) -> None:
        for _ in range(MOST_ATTEMPTS):
            sign_in(client, "Pegawai.BARU", "tebakan")
        assert "Tunggu 15 menit" in sign_in(client, "pegawai.baru", PASSWORD)[1]

    def test_does_not_lock_out_the_same_name_at_another_address(self, client: Client, budi: User) -> None:
        for _ in range(MOST_ATTEMPTS + 1):
            sign_in(client, "pegawai.baru", "tebakan", REMOTE_ADDR="192.0.2.9")
        assert sign_in(client, "pegawai.baru", PASSWORD)[0] == 302

    def test_may_go_on_after_a_quarter_of_an_hour(self, client: Client, budi: User) -> None:
        with time_machine.travel(MONDAY, tick=False) as clock:
            for _ in range(MOST_ATTEMPTS + 1):
                sign_in(client, "pegawai.baru", "tebakan")
            clock.shift(WINDOW + datetime.timedelta(seconds=1))
            assert sign_in(client, "pegawai.baru", PASSWORD)[0] == 302

    def test_is_forgotten_once_the_right_password_was_given(self, client: Client, budi: User) -> None:
        for _ in range(MOST_ATTEMPTS - 1):
            sign_in(client, "pegawai.baru", "tebakan")
        sign_in(client, "pegawai.baru", PASSWORD)
        assert SignInAttempt.objects.count() == 0


class TestSignOut:
    def test_needs_a_button_not_a_link(self, client: Client, budi: User) -> None:
        client.force_login(budi)
        assert client.get("/keluar/").status_code == 405
        answer = client.post("/keluar/")
        assert answer.headers["Location"] == "/masuk/"
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert "_auth_user_id" not in client.session


class TestWithoutASeat:
    def test_says_whom_to_ask(self, client: Client, budi: User) -> None:
        client.force_login(budi)
        response = client.get("/")
        assert response.status_code == 403
        assert "belum mempunyai jabatan" in response.content.decode()


class TestLanguage:
    def test_is_indonesian_until_english_is_asked_for(self, client: Client) -> None:
        assert '<html lang="id">' in client.get("/masuk/").content.decode()
        client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
        assert '<html lang="en">' in client.get("/masuk/").content.decode()

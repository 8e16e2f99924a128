"""What went wrong is said in words, on a page of its own kind."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from loket.config import urls
from loket.web.errors import fault
from loket.web.middleware import LARGEST_REQUEST, RefuseLargeRequests
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """A view with a fault."""
    raise RuntimeError("rahasia dalam jejak")


class BrokenUrls:
    """The addresses of Loket, and one that fails."""

    urlpatterns = [path("rusak/", broken), *urls.urlpatterns]
    handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture
def broken_site() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=BrokenUrls):
        yield


class TestFaults:
    def test_show_no_trace_and_say_what_to_do(self, budi: DeskBrowser, broken_site: None) -> None:
        budi.client.raise_request_exception = False
        page = budi.get("/rusak/")
        assert page.status == 500
        assert "Yang sudah tersimpan tetap tersimpan" in page.text
        assert "rahasia dalam jejak" not in page.body
        assert "Traceback" not in page.body

    def test_still_answer_when_even_the_page_cannot_be_drawn(self) -> None:
        with override_settings(TEMPLATES=[]):
            response = fault(RequestFactory().get("/"))
        assert response.status_code == 500
        assert "Terjadi gangguan" in response.content.decode()


class TestAStranger:
    """Somebody of the public: no word of a desk, and a way to the services and to the own application."""

    @pytest.mark.parametrize(
        ("address", "status"), [("/layanan/mana/", 404), ("/layanan/bintan/apa/", 404), ("/rusak/", 500)]
    )
    def test_is_told_in_words_for_citizens(self, db: None, broken_site: None, address: str, status: int) -> None:
        answer = Client(raise_request_exception=False).get(address)
        body = answer.content.decode()
        assert answer.status_code == status
        assert "Ke meja saya" not in body
        assert "kantor Anda" not in body
        assert "nomor register" not in body
        for way in ("/layanan/", "/lacak/"):
            assert 'class="button' in body
            assert f'href="{way}"' in body

    def test_is_told_so_of_a_form_from_elsewhere(self, db: None) -> None:
        answer = Client(enforce_csrf_checks=True).post("/lacak/", {"resi": "x"})
        assert answer.status_code == 403
        assert "Ke meja saya" not in answer.content.decode()

    def test_does_not_need_the_session_for_an_officers_words(self, budi: DeskBrowser) -> None:
        assert "Ke meja saya" in budi.get("/layanan/mana/").body


class TestLargeRequests:
    def test_are_refused_before_they_are_read(self) -> None:
        class Wire:
            """An upload that must not be touched."""

            def read(self, *_: object) -> bytes:
                raise AssertionError("was read")

        request = RequestFactory().post("/permohonan/x/unggah/")
        request.META["CONTENT_LENGTH"] = str(50 * 1024 * 1024)
        request.META["wsgi.input"] = Wire()
        response = RefuseLargeRequests(broken)(request)
        assert response.status_code == 413
        assert response.headers["Connection"] == "close"

    def test_say_how_large_a_scan_may_be(self, client: Client, db: None) -> None:
        response = client.post("/masuk/", {"username": "x"}, CONTENT_LENGTH=str(LARGEST_REQUEST + 1))
        assert response.status_code == 413
        assert "paling besar 10 MB" in response.content.decode()

    @pytest.mark.parametrize("announced", ["", "abc", "-1", "²"])
    def test_with_an_unreadable_length_are_left_to_the_server(self, announced: str) -> None:
        request = RequestFactory().get("/")
        request.META["CONTENT_LENGTH"] = announced
        assert RefuseLargeRequests(lambda _: HttpResponse("ok"))(request).status_code == 200


class TestForms:
    def test_from_elsewhere_or_too_old_are_refused_in_words(self, db: None, monday: object) -> None:
        browser = DeskBrowser(factories.budi())
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = browser.client.cookies
        response = strict.post("/keluar/")
        assert response.status_code == 403
        assert "Formulir ini sudah kedaluwarsa" in response.content.decode()

    def test_with_too_many_fields_are_refused_in_words(self, budi: DeskBrowser) -> None:
        case = factories.take_in()
        page = budi.post(f"/permohonan/{case.resi}/catatan/", {f"n{number}": "1" for number in range(1100)})
        assert page.status == 400
        assert "tidak dapat dibaca" in page.text


class TestUnknownAddresses:
    def test_are_not_found_in_words(self, budi: DeskBrowser) -> None:
        page = budi.get("/entah/di/mana/")
        assert page.status == 404
        assert "Tidak ditemukan" in page.text

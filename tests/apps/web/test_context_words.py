"""Words of the service, the office and the officer: a password may hold them, but not consist of little else."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from loket.config import settings as installation
from loket.core.terms import RegionCode
from loket.register import queries as register
from loket.register.regions import load_regions
from loket.web.accounts.context_words import DIGITS_COUNT, LEFT, OF_THE_SERVICE, OfficeWordsValidator, without_words
from tests.apps import factories
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import error_of
from tests.house.tree import ROOT

PAGE = (ROOT / "docs/reference/signing-in.md").read_text("utf-8")
OLD = "tujuh-perahu-layar-9"


@pytest.fixture
def wati(db: None, monday: object) -> DeskBrowser:
    User.objects.filter(username="bintan.wati").update(password=make_password(OLD))
    return DeskBrowser(factories.wati())


class TestAPassword:
    @pytest.mark.parametrize(
        ("typed", "named"),
        [
            ("loket-bintan-2026", "bintan, loket"),
            ("DukcapilBintan1", "bintan, capil, dukcapil"),
            ("D1sdukc4p1l!!!!", "capil, disdukcapil, dukcapil"),
            ("k@bupaten-b1ntan", "bintan, kabupaten"),
            ("bintan123456789", "bintan"),
            ("rahmawati1987xyz", "rahmawati, wati"),
            ("kepulauan-riau-99", "kepulauan, riau"),
        ],
    )
    def test_of_little_else_is_refused_and_told_which_words(self, wati: DeskBrowser, typed: str, named: str) -> None:
        if register.region(RegionCode("21")) is None:
            load_regions()
        page = wati.post("/kata-sandi/", {"old": OLD, "new": typed, "again": typed})
        assert page.status == 422
        assert f"({named})" in error_of(page, "new")

    @pytest.mark.parametrize(
        "typed", ["enam kambing di loket bintan", "kuda3ombak7x", "loket-7h2kq9dmsv", "unik4teknik-perahu"]
    )
    def test_with_enough_beside_is_taken(self, wati: DeskBrowser, typed: str) -> None:
        assert wati.post("/kata-sandi/", {"old": OLD, "new": typed, "again": typed}).location == "/"

    def test_of_the_words_of_another_office_is_that_offices_matter(self, wati: DeskBrowser) -> None:
        typed = "sungaikapuas-pontianak"
        assert wati.post("/kata-sandi/", {"old": OLD, "new": typed, "again": typed}).location == "/"

    def test_is_refused_in_english_too(self, wati: DeskBrowser) -> None:
        wati.post("/bahasa/", {"language": "en", "next": "/"})
        page = wati.post("/kata-sandi/", {"old": OLD, "new": "loket-bintan-1", "again": "loket-bintan-1"})
        assert "Mostly words of the office" in error_of(page, "new")

    def test_from_the_command_line_of_the_server_is_looked_at_as_well(self, db: None) -> None:
        with pytest.raises(ValidationError, match="nama kantor"):
            validate_password("disdukcapil-bintan", User.objects.get(username="bintan.wati"))

    def test_of_nobody_is_held_against_the_words_of_the_service_alone(self) -> None:
        OfficeWordsValidator().validate("perahu-bintan-99")
        with pytest.raises(ValidationError):
            OfficeWordsValidator().validate("pelayanan-ktp-1")


class TestWhatIsLeft:
    @pytest.mark.parametrize(
        ("password", "found", "left"),
        [
            ("loket2026", {"loket"}, 0),
            ("l0ket 1998 abc", {"loket"}, 3),
            ("loketloket123456789", {"loket"}, DIGITS_COUNT),
            ("tujuh perahu", set(), 11),
            ("LOKET-abcdefgh", {"loket"}, 8),
        ],
    )
    def test_is_counted_without_words_years_signs_and_more_than_four_digits(
        self, password: str, found: set[str], left: int
    ) -> None:
        assert without_words(password, frozenset({"loket"})) == (frozenset(found), left)


class TestThePage:
    def test_lists_the_words_and_no_other(self) -> None:
        (block,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
        assert set(block.split()) == OF_THE_SERVICE

    def test_tells_the_numbers(self) -> None:
        from loket.web.accounts import attempts
        from loket.web.accounts.password import LONGEST

        assert f"**{attempts.MOST_ATTEMPTS} attempts**" in PAGE
        assert f"**{attempts.WINDOW.seconds // 60} minutes**" in PAGE
        assert f"**{installation.FIRST_PASSWORD_DAYS} days**" in PAGE
        assert f"At least **12** and at most **{LONGEST}**" in PAGE
        assert f"fewer than **{LEFT}** letters and digits" in PAGE

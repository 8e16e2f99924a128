"""Every template with families as they come: five hundred made up, and fifty that nobody should ever type in."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from loket.core.register import Address, Biodata, Kk, KkRow
from loket.core.register.codes import Religion, Sex, Shdk
from loket.core.terms import KkNumber, Nik, RegionCode
from loket.documents.papers.akta import BirthAktaRecord, birth_akta_page
from loket.documents.papers.biodata import BiodataRecord, biodata_page
from loket.documents.papers.cards import KiaRecord, KtpElRecord, kia_page, ktp_el_page
from loket.documents.papers.issue import Page
from loket.documents.papers.kk import KkRecord, kk_page
from loket.documents.papers.people import Person
from loket.documents.refusals import SignNotPrintable
from loket.documents.typesetting import typeset
from loket.register.sample.households import Maker
from tests.apps.documents.page_reading import PageRead, Word, read_pages
from tests.apps.documents.paper_people import ISSUE, KIJANG, KK_NUMBER, WORK

pytestmark = pytest.mark.long

FAMILIES, HOSTILE, PORTION = 500, 50, 25
KK_MARGIN = 7.9
HOUSE = Address("Jl. Nusantara No. 12", "001", "002", RegionCode("2101061008"))
HOSTILE_TEXTS = (
    "W" * 60,
    "W" * 200,
    "Raden Mas Ngabehi Sosrodiningrat Wiryoatmodjo Kusumo Hadining",
    "D'Arc Nur’aini O'Brien-Ma'ruf",
    "سارة بنت عبد الرحمن",
    "Sari سارة Wulandari",
    '#eval("1") $x^2$ *tebal* _miring_ `kode` <label> @acuan',
    "Ñandú Žižek Śrī Ṣḥafí Mu‘āwiyah",
    "Q",
    "- - -",
    "A.B.C.D.E.F.G.H.I.J.K.L.M.N.O.P.Q.R.S.T.U.V.W.X.Y.Z.",
    "baris\nsatu\tdua\u202etiga\u200b",
    "1234567890123456",
    "ﷺ",
    "Re\u0301ne\u0301e Gu\u0308nther",
    "i" * 60,
)


def nik(number: int) -> Nik:
    return Nik(f"99010601018{number % 10}{number:04}")


def kk(members: list[tuple[Biodata, Shdk]], street: str = HOUSE.street) -> Kk:
    rows = tuple(KkRow(n, nik(n), biodata, shdk) for n, (biodata, shdk) in enumerate(members, start=1))
    return Kk(1, KkNumber(KK_NUMBER.digits), 1, replace(HOUSE, street=street), rows)


def made_up(seed: int) -> Kk:
    maker = Maker(random.Random(seed), date(2026, 11, 16), "Kijang")
    return kk([(member.biodata, member.shdk) for member in maker.household().members])


def hostile(seed: int) -> tuple[Kk, str]:
    """A family of up to 25 with the same hostile text wherever people may type, and that text."""
    chance = random.Random(seed)
    words = HOSTILE_TEXTS[seed % len(HOSTILE_TEXTS)]
    biodata = Biodata(
        full_name=words,
        sex=chance.choice(list(Sex)),
        birth_place=words[:100],
        birth_date=date(1900 + seed, 2, 28),
        religion=chance.choice(list(Religion)),
        mother_name=words,
        father_name=words,
        title_before=chance.choice(("", "Prof. Dr. Ir. H.")),
        title_after=chance.choice(("", "S.E., M.M., Ph.D.")),
        belief_organisation=words[:60],
        nationality=words[:60],
    )
    size = chance.randint(1, 25)
    members = [(biodata, Shdk.HEAD if n == 0 else chance.choice(list(Shdk)[1:])) for n in range(size)]
    return kk(members, words[:200]), words


def pages_of(family: Kk, words: str = "") -> Iterator[tuple[Page, float]]:
    """The family on every template, with the margin that stays free of words."""
    place = replace(KIJANG, street=words[:200], hamlet=words[:100], village=words[:100]) if words else KIJANG
    occupations = dict.fromkeys(range(100), words[:60]) if words else dict.fromkeys(range(100), "Buruh Harian Lepas")
    people = [
        Person(
            nik=row.nik,
            biodata=row.biodata,
            kk_number=family.kk_number,
            head_name=family.rows[0].biodata.full_name,
            shdk=row.shdk,
            place=place,
            occupation=occupations[1],
        )
        for row in family.rows
    ]
    youngest = people[-1]
    yield kk_page(KkRecord(ISSUE, family, place, occupations)), KK_MARGIN
    yield biodata_page(BiodataRecord(ISSUE, tuple(people[:2]))), 19.0
    yield birth_akta_page(BirthAktaRecord(issue=ISSUE, akta_number="LU-1", child=youngest, order=1)), 20.0
    yield ktp_el_page(KtpElRecord(ISSUE, people[0])), 1.5
    yield kia_page(KiaRecord(ISSUE, youngest, date(2031, 1, 1), with_photo=True)), 1.5


def outside(read: list[PageRead], margin: float) -> list[str]:
    """Words over the margin, but for the mark that lies across the page."""
    return [word for page in read for word in page.outside(margin) if word not in ("SPESIMEN", "KONSEP")]


@pytest.mark.parametrize("first", range(0, FAMILIES, PORTION))
class TestMadeUpFamilies:
    def test_fit_on_every_template(self, first: int) -> None:
        for seed in range(first, first + PORTION):
            family = made_up(seed)
            for page, margin in pages_of(family):
                pdf = typeset(page.template, page.sheet)
                if page.template == "kk":
                    read = read_pages(pdf)
                    assert outside(read, margin) == []
                    told = {w.words for one in read for w in one.words}
                    assert {str(row.nik) for row in family.rows} | {str(family.kk_number)} <= told
                    assert all(name in told for row in family.rows for name in row.biodata.full_name.upper().split())


@pytest.mark.parametrize("seed", range(HOSTILE))
class TestHostileFamilies:
    def test_stay_within_their_pages(self, seed: int) -> None:
        family, words = hostile(seed)
        for page, margin in pages_of(family, words):
            read = read_pages(typeset(page.template, page.sheet))
            assert outside(read, margin) == []
            if page.template == "kk":
                assert len(read) == -(-len(family.rows) // 10)
            if page.template == "card" or (page.template == "akta" and len(words) <= 60):
                assert len(read) == 1


class TestCells:
    """Each column is filled with a letter of its own, so that one that strays is seen."""

    LETTERS = {"name": "A", "birth_place": "D", "occupation": "H", "father": "P", "mother": "Q"}

    def edges(self, page: Page) -> dict[str, tuple[float, float]]:
        """Where the columns stand, in millimetres."""
        parts: list[dict[str, list[dict[str, object]]]] = page.sheet.texts["parts"]  # type: ignore[assignment]
        found = {}
        for part in parts:
            left = 16.0
            for column in part["columns"]:
                width = float(str(column["width"]))
                found[str(column["key"])] = (left, left + width)
                left += width
        return found

    @pytest.mark.parametrize("length", [1, 12, 30, 60, 100])
    @pytest.mark.parametrize("old_layout", [False, True])
    def test_hold_their_words(self, length: int, old_layout: bool) -> None:
        biodata = Biodata(
            full_name="A" * length,
            sex=Sex.MALE,
            birth_place="D" * length,
            birth_date=date(1990, 1, 1),
            religion=Religion.KEPERCAYAAN,
            father_name="P" * length,
            mother_name="Q" * length,
        )
        family = kk([(biodata, Shdk.HEAD if n == 0 else Shdk.OTHER_KIN) for n in range(14)])
        page = kk_page(KkRecord(ISSUE, family, KIJANG, {1: "H" * length}, old_layout))
        read = read_pages(typeset(page.template, page.sheet))
        edges = self.edges(page)
        assert len(read) == 2
        for key, letter in self.LETTERS.items():
            left, right = edges[key]
            # The mark across the page is read letter by letter, each taller than a row.
            low = [w for one in read for w in one.words if w.bottom - w.top < 6 and 38 < w.top < 175]
            own = [w for w in low if set(w.words) == {letter}]
            assert sum(len(w.words) for w in own) >= 14 * length
            assert all(left <= w.left and w.right <= right for w in own)
            assert all(self.is_in_a_row(w, one) for one in read for w in one.words if w in own)

    def is_in_a_row(self, word: Word, page: PageRead) -> bool:
        """Whether the middle of a word is as high as a row, of which the number in the first column tells the middle."""
        numbers = [w for w in page.words if w.right < 16 and w.words.isdigit()]
        middle = (word.top + word.bottom) / 2
        return any(abs(middle - (w.top + w.bottom) / 2) < 3.05 for w in numbers)

    def test_set_a_legal_name_in_letters_that_can_be_read(self) -> None:
        biodata = replace(
            made_up(1).rows[0].biodata, full_name="Raden Mas Ngabehi Sosrodiningrat Wiryoatmodjo Kusumo Hadining"
        )
        page = kk_page(KkRecord(ISSUE, kk([(biodata, Shdk.HEAD)]), KIJANG, WORK))
        (read,) = read_pages(typeset(page.template, page.sheet))
        row = [w for w in read.words if w.words == "SOSRODININGRAT" and w.top > 45]
        # Seven points are two and a half millimetres; pdftotext gives the height of the line.
        assert row[0].bottom - row[0].top > 1.9


class TestScripts:
    @pytest.mark.parametrize("name", ["ꦱꦫꦶ", "ᬲᬭᬶ", "王小明"])
    def test_without_glyphs_are_refused_in_words(self, name: str) -> None:
        family = kk([(replace(made_up(1).rows[0].biodata, full_name=name), Shdk.HEAD)])
        page = kk_page(KkRecord(ISSUE, family, KIJANG, WORK))
        with pytest.raises(SignNotPrintable, match="tidak dapat dicetak"):
            typeset(page.template, page.sheet)

    def test_of_arabic_are_printed(self) -> None:
        family = kk([(replace(made_up(1).rows[0].biodata, full_name="سارة"), Shdk.HEAD)])
        page = kk_page(KkRecord(ISSUE, family, KIJANG, WORK))
        (read,) = read_pages(typeset(page.template, page.sheet))
        assert any("س" in w.words or "ﺳ" in w.words for w in read.words)

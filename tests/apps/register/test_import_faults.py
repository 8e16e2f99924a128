"""Each kind of fault in a file: told with its row and column, listed in the reference, and nothing is taken in."""

import re
from pathlib import Path
from typing import Final

import pytest

from loket.core.problems import Severity
from loket.core.rules import RULES, Level
from loket.register import models
from tests.apps.register.exchange_rows import CHILD, HEAD, OTHER, WIFE, file_of, found, take

pytestmark = pytest.mark.django_db

REFERENCE: Final = Path(__file__).parents[3] / "docs/reference/register-import.md"
Rows = list[dict[str, str]]
Found = tuple[int, str, str | None]
MAN: Final = OTHER | {"nik_ibu": ""}
NEWBORN: Final = CHILD | {"nik": "9901060505230001", "tanggal_lahir": "05-05-2023"}
GRANNY: Final = MAN | {
    "nik": "9901066606700009",
    "nama_lengkap": "Wati Rahayu",
    "jenis_kelamin": "2",
    "tanggal_lahir": "26-06-1970",
}
SINGLE: Final = {"status_perkawinan": "1", "tanggal_perkawinan": "", "nik_pasangan": ""}

FAULTS: Final[dict[str, tuple[Rows, Found]]] = {
    "a NIK with letters": ([HEAD | {"nik": "2,10106E+15"}], (2, "nik-letters", "nik")),
    "a NIK of fifteen digits": ([MAN | {"nik": "990106080895000"}], (2, "nik-length", "nik")),
    "a NIK with a day that is none": ([MAN | {"nik": "9901063902950002"}], (2, "nik-date", "nik")),
    "a NIK without serial": ([MAN | {"nik": "9901060808950000"}], (2, "nik-zero", "nik")),
    "a KK number of fifteen digits": ([MAN | {"nomor_kk": "990106060120000"}], (2, "kk-shape", "nomor_kk")),
    "a KK number with a day that is none": ([MAN | {"nomor_kk": "9901064513200002"}], (2, "kk-date", "nomor_kk")),
    "a NIK of a parent with letters": ([MAN | {"nik_ibu": "ibu"}], (2, "nik-letters", "nik_ibu")),
    "a NIK of a spouse that is short": ([HEAD | {"nik_pasangan": "12;34"}], (2, "nik-length", "nik_pasangan")),
    "a NIK twice": ([HEAD, WIFE, MAN | {"nik": HEAD["nik"]}], (4, "import-twice", "nik")),
    "a KK in two places": ([HEAD, MAN, WIFE | {"shdk": "1", **SINGLE}], (4, "import-twice", "nomor_kk")),
    "no name": ([MAN | {"nama_lengkap": " "}], (2, "import-cell", "nama_lengkap")),
    "no street": ([MAN | {"alamat": ""}], (2, "import-cell", "alamat")),
    "a code that is none": ([MAN | {"agama": "Jedi"}], (2, "import-cell", "agama")),
    "a date that is none": ([MAN | {"tanggal_lahir": "31-02-1990"}], (2, "import-date", "tanggal_lahir")),
    "a job that is none": ([MAN | {"pekerjaan": "1000"}], (2, "import-cell", "pekerjaan")),
    "a region that is none": ([MAN | {"kode_wilayah": "Kijang"}], (2, "region-shape", "kode_wilayah")),
    "a kecamatan for a village": ([MAN | {"kode_wilayah": "21.01.06"}], (2, "import-village", "kode_wilayah")),
    "an RT with letters": ([MAN | {"rt": "1A"}], (2, "import-cell", "rt")),
    "a postal code of four digits": ([MAN | {"kode_pos": "2915"}], (2, "import-cell", "kode_pos")),
    "a station of the KTP-el that is none": ([MAN | {"rekaman_ktp_el": "SIAP"}], (2, "import-cell", "rekaman_ktp_el")),
    "a leave to stay that is none": ([MAN | {"izin_tinggal": "KITAS"}], (2, "import-cell", "izin_tinggal")),
    "a number without leave to stay": ([MAN | {"nomor_izin_tinggal": "2C"}], (2, "import-cell", "izin_tinggal")),
    "a sign that cannot be kept": ([MAN | {"alamat": "Jl. \x07"}], (2, "import-text", "alamat")),
    "a name too long": ([MAN | {"nama_lengkap": "A" * 201}], (2, "import-text", "nama_lengkap")),
    "a KK of tomorrow": ([MAN | {"berlaku_sejak": "01-01-2030"}], (2, "import-cell", "berlaku_sejak")),
    "two heads": ([HEAD, WIFE | {"shdk": "1"}], (2, "import-head", "shdk")),
    "no head": ([WIFE], (2, "import-head", "shdk")),
    "two addresses": ([HEAD, WIFE | {"rt": "9"}], (2, "import-address", "alamat")),
    "a child alone": ([CHILD | {"shdk": "1"}], (2, "minors-not-alone", None)),
    "a child as head of adults": (
        [CHILD | {"shdk": "1"}, WIFE | SINGLE | {"shdk": "9"}],
        (2, "head-is-eligible", None),
    ),
    "an unmarried wife": ([HEAD, WIFE | SINGLE], (3, "spouse-of-head-is-married", None)),
    "a wife of another": (
        [HEAD, WIFE | {"nik": "9901064303860009", "nik_pasangan": ""}, WIFE | {"shdk": "9"}],
        (3, "spouse-is-the-heads", None),
    ),
    "a wife who is a man": ([HEAD, WIFE | {"jenis_kelamin": "1"}], (3, "spouse-sex-fits-head", None)),
    "two husbands": (
        [
            WIFE | {"shdk": "1", "nik_pasangan": ""},
            HEAD | {"shdk": "2", "nik_pasangan": ""},
            HEAD | {"shdk": "2", "nik": "9901060202840009", "nik_pasangan": ""},
        ],
        (2, "one-husband", None),
    ),
    "a spouse who has none": ([HEAD, WIFE | {"nik_pasangan": ""}], (2, "spouses-are-mutual", None)),
    "a wife who is the mother": ([HEAD | {"nik_ibu": WIFE["nik"]}, WIFE], (2, "spouses-are-not-kin", None)),
    "a foreigner without ITAP": ([MAN | {"kewarganegaraan": "WNA"}], (2, "foreigner-has-itap", None)),
    "a mother younger than the child": (
        [HEAD, WIFE, CHILD | {"tanggal_lahir": "04-04-1980"}],
        (4, "parents-are-older", None),
    ),
    "a father who is a woman": ([HEAD, WIFE, CHILD | {"nik_ayah": WIFE["nik"]}], (4, "parents-sex", None)),
    "a new name with digits": ([HEAD, WIFE, NEWBORN | {"nama_lengkap": "Adi 2"}], (4, "name-letters", None)),
    "a new name of seventy letters": (
        [HEAD, WIFE, NEWBORN | {"nama_lengkap": "Adi " + "a" * 66}],
        (4, "name-length", None),
    ),
    "a wedding before birth": ([HEAD | {"tanggal_perkawinan": "01-01-1980"}, WIFE], (2, "dates-in-order", None)),
    "a birth to come": ([HEAD, WIFE, CHILD | {"tanggal_lahir": "01-01-2030"}], (4, "no-future-dates", None)),
    "a card for a child": ([HEAD, WIFE, CHILD | {"rekaman_ktp_el": "CARD_ISSUED"}], (4, "ktp-el-holder", None)),
    "a KIA for an adult": ([MAN | {"kia_sampai": "01-01-2030"}], (2, "kia-holder", None)),
}

WARNINGS: Final[dict[str, tuple[Rows, Found]]] = {
    "a NIK with another date of birth": ([MAN | {"tanggal_lahir": "09-08-1995"}], (2, "nik-fits-biodata", None)),
    "a NIK of no kecamatan": ([MAN | {"nik": "2101990808950002"}], (2, "nik-region-known", "nik")),
    "a village of no kecamatan": (
        [MAN | {"kode_wilayah": "21.01.06.1999"}],
        (2, "import-village-unknown", "kode_wilayah"),
    ),
    "a mother whom nobody knows": ([OTHER], (2, "import-relative-unknown", "nik_ibu")),
    "a spouse whom nobody knows": ([HEAD], (2, "import-relative-unknown", "nik_pasangan")),
    "a wedding without date": (
        [HEAD | {"tanggal_perkawinan": ""}, WIFE | {"tanggal_perkawinan": ""}],
        (2, "marital-dates-known", None),
    ),
    "a bride of sixteen": (
        [
            HEAD | {"tanggal_perkawinan": "06-06-2022", "nik_pasangan": "9901064303060001"},
            WIFE | {"tanggal_perkawinan": "06-06-2022", "tanggal_lahir": "03-03-2006", "nik": "9901064303060001"},
        ],
        (3, "marriage-age", None),
    ),
    "two wives": (
        [
            HEAD | {"nik_pasangan": f"{WIFE['nik']};9901064303870001"},
            WIFE,
            WIFE | {"nik": "9901064303870001", "tanggal_lahir": "03-03-1987"},
        ],
        (2, "more-than-one-wife", None),
    ),
    "an unmarried child-in-law": ([MAN, GRANNY | {"shdk": "5"}], (3, "child-in-law-is-married", None)),
    "a child older than the head": ([MAN, GRANNY | {"shdk": "4"}], (3, "child-younger-than-head", None)),
    "a grandchild older than the head": ([MAN, GRANNY | {"shdk": "6"}], (3, "grandchild-younger-than-child", None)),
    "a parent younger than the head": (
        [GRANNY | {"shdk": "1"}, MAN | {"shdk": "7"}],
        (3, "parent-older-than-head", None),
    ),
    "a mother of ten": (
        [HEAD, WIFE, CHILD | {"tanggal_lahir": "04-04-1996", "nik": "9901060404960001"}],
        (4, "parents-age-gap", None),
    ),
    "a mother of sixty": (
        [HEAD, WIFE | {"tanggal_lahir": "03-03-1950"}, CHILD],
        (4, "mother-age-fits", None),
    ),
    "a child three months after another": (
        [HEAD, WIFE, CHILD, CHILD | {"tanggal_lahir": "04-07-2015", "nik": "9901060407150001"}],
        (3, "siblings-birth-gap", None),
    ),
    "a new name of one word": ([HEAD, WIFE, NEWBORN | {"nama_lengkap": "Adi"}], (4, "name-two-words", None)),
}
# What no family by itself can break: the format says one KK and no end, no birth and no arrival, and other KKs are not looked at.
NEVER: Final = {
    *("one-open-membership", "one-head", "closed-family-is-empty", "every-resident-in-a-kk", "only-active-members"),
    *("couple-shares-kk", "mother-lives-at-birth", "unique-nik", "unique-kk-number", "ended-stays-ended"),
    *("birth-order-fits", "birth-bond-fits", "birth-not-recorded-twice"),
    *("arrival-fits-letter", "arrival-from-elsewhere"),
}


class TestAFault:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_is_told_with_row_and_column_and_nothing_is_taken_in(self, fault: str, tmp_path: Path) -> None:
        rows, expected = FAULTS[fault]
        report = take(file_of(tmp_path, *rows))
        told = next(
            (one.problem for one in report.first if (one.row, one.problem.id, one.problem.field) == expected), None
        )
        assert told is not None, found(report)
        assert told.severity is Severity.ERROR
        assert told.sentence
        assert told.hint
        assert not report.written
        assert not models.Resident.objects.exists()

    def test_of_numbers_that_the_register_has_is_told(self, tmp_path: Path) -> None:
        take(file_of(tmp_path, HEAD, WIFE))
        report = take(file_of(tmp_path, HEAD))
        assert {(2, "import-known", "nik"), (2, "import-known", "nomor_kk")} <= set(found(report))


class TestAWarning:
    @pytest.mark.parametrize("warning", WARNINGS)
    def test_is_told_and_hinders_nothing(self, warning: str, tmp_path: Path) -> None:
        rows, expected = WARNINGS[warning]
        report = take(file_of(tmp_path, *rows))
        told = next(
            (one.problem for one in report.first if (one.row, one.problem.id, one.problem.field) == expected), None
        )
        assert told is not None, found(report)
        assert told.severity is Severity.WARNING
        assert told.hint
        assert report.written, found(report)


class TestTheReference:
    def test_lists_every_kind_that_a_file_can_have(self) -> None:
        listed = set(re.findall(r"^\| `([a-z-]+)` \|", REFERENCE.read_text("utf-8"), re.MULTILINE))
        shown = {expected[1] for _, expected in (*FAULTS.values(), *WARNINGS.values())}
        assert listed == shown | {"import-known"}

    def test_leaves_out_only_rules_that_no_file_can_break(self) -> None:
        shown = {expected[1] for _, expected in FAULTS.values()}
        unusual = {expected[1] for _, expected in WARNINGS.values()}
        rules = {module.RULE.id: module.RULE.level for module in RULES}
        assert {rule for rule, level in rules.items() if level is Level.REFUSAL} - NEVER <= shown
        assert {rule for rule, level in rules.items() if level is Level.WARNING} - NEVER <= unusual
        assert not NEVER & (shown | unusual)

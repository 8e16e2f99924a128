"""Regions and code lists: shipped with Loket, brought up to date, never losing what is in use."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from loket.core.register import codes as core
from loket.core.terms import RegionCode
from loket.register import models, queries, services
from loket.register.refusals import SettingRefused
from loket.register.regions import Nationwide, RegionRow
from tests.apps import factories

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 16)
KIJANG = RegionCode("2101061008")


class _Two:
    """A source that knows a province and a kabupaten."""

    name = "uji"

    def rows(self) -> Iterator[RegionRow]:
        yield RegionRow("21", 1, "Kepulauan Riau", "provinsi", "")
        yield RegionRow("2101", 2, "Kabupaten Bintan Baru", "kabupaten", "")


class TestRegions:
    def test_are_there_from_the_first_day(self) -> None:
        village = queries.region(KIJANG)
        assert village is not None
        assert (village.name, village.level, village.kind) == ("Kijang Kota", 4, "kelurahan")
        assert len(queries.regions_under(RegionCode("2101"))) == 10
        assert len(queries.regions_under(RegionCode("2101"), 4)) == 51
        assert {r.code.digits for r in queries.regions_under()} >= {"13", "18", "21", "35", "61"}

    def test_are_brought_up_to_a_source_without_losing_any(self) -> None:
        assert services.load_regions(_Two(), from_date=TODAY) == 2
        renamed = queries.region(RegionCode("2101"))
        assert renamed is not None
        assert renamed.name == "Kabupaten Bintan Baru"
        assert queries.region(KIJANG) is not None
        assert queries.regions_under(RegionCode("2101")) == ()
        assert models.Region.objects.get(pk=KIJANG.digits).valid_until == TODAY

    def test_are_loaded_twice_as_once(self) -> None:
        before = models.Region.objects.count()
        assert services.load_regions() == services.load_regions() == before
        assert models.Region.objects.count() == before

    def test_of_the_whole_country_need_their_package(self) -> None:
        if Nationwide.is_installed():
            assert services.load_regions(Nationwide()) > 90_000
        else:
            with pytest.raises(ModuleNotFoundError):
                services.load_regions(Nationwide())


def _hadi() -> dict[str, Any]:
    return {"officer": factories.hadi(), "at": factories.MONDAY}


class TestCodeLists:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("shdk", core.Shdk),
            ("agama", core.Religion),
            ("golongan-darah", core.BloodType),
            ("pendidikan", core.Education),
            ("status-perkawinan", core.MaritalStatus),
            ("jenis-kelamin", core.Sex),
            ("klasifikasi-pindah", core.MoveClass),
            ("jenis-kepindahan", core.MoveKind),
            ("alasan-pindah", core.MoveReason),
        ],
    )
    def test_have_the_codes_that_the_core_knows(self, name: str, kind: type[core.Coded]) -> None:
        assert [entry.code for entry in queries.codes(name, TODAY)] == [int(entry) for entry in kind]

    def test_take_another_wording_from_a_day_on(self) -> None:
        services.set_code("pekerjaan", 90, "PEKERJA SENI", from_date=TODAY, source="Surat Dirjen 1/2026", **_hadi())
        yesterday = TODAY - datetime.timedelta(days=1)
        assert {e.code: e.name for e in queries.codes("pekerjaan", yesterday)}[90] == "ARTIS"
        assert {e.code: e.name for e in queries.codes("pekerjaan", TODAY)}[90] == "PEKERJA SENI"
        assert len(queries.codes("pekerjaan", TODAY)) == 99

    def test_grow_and_shrink_by_a_day(self) -> None:
        services.set_code(
            "pekerjaan", 100, "PENGEMUDI DARING", from_date=TODAY, source="Surat Dirjen 1/2026", **_hadi()
        )
        services.retire_code("pekerjaan", 38, from_date=TODAY, **_hadi())
        now = [entry.code for entry in queries.codes("pekerjaan", TODAY)]
        assert now[-1] == 100
        assert 38 not in now
        assert queries.codes("tidak-ada", TODAY) == ()

    def test_are_changed_by_the_head_alone_and_on_a_ground(self) -> None:
        with pytest.raises(SettingRefused):
            services.set_code(
                "pekerjaan", 90, "X", from_date=TODAY, source="surat", officer=factories.budi(), at=factories.MONDAY
            )
        with pytest.raises(SettingRefused):
            services.set_code("pekerjaan", 90, "X", from_date=TODAY, source=" ", **_hadi())
        with pytest.raises(SettingRefused):
            services.retire_code("pekerjaan", 90, from_date=TODAY, officer=factories.budi(), at=factories.MONDAY)
        assert {e.code: e.name for e in queries.codes("pekerjaan", TODAY)}[90] == "ARTIS"

"""The first six digits of a NIK against the regions that the table knows, and nothing said where it knows too little."""

import uuid

import pytest

from loket.core.terms import Nik
from loket.register import checking, models
from loket.register.nik_regions import PROVINCES, NikRegions
from tests.apps import factories
from tests.apps.register import people

pytestmark = pytest.mark.django_db


def _nik(district: str) -> Nik:
    return Nik(f"{district}0808950003")


class TestTheRegions:
    @pytest.mark.parametrize(
        ("district", "known"),
        [
            ("210106", True),
            ("210199", False),
            # Of Jakarta the shipped table has no kecamatan at all, so that nothing can be said.
            ("317101", True),
        ],
    )
    def test_know_a_kecamatan_or_say_nothing(self, district: str, *, known: bool) -> None:
        assert NikRegions().knows(_nik(district)) is known

    def test_of_the_whole_country_know_every_kecamatan_there_is(self) -> None:
        there = set(models.Region.objects.filter(level=1).values_list("code", flat=True))
        free = [code for code in map(str, range(10, 99)) if code not in there]
        for code in free[: PROVINCES - len(there)]:
            models.Region.objects.create(code=code, level=1, name="Uji", kind="provinsi", source="uji")
        assert not NikRegions().knows(_nik("317101"))

    def test_keep_a_kecamatan_that_was_retired(self) -> None:
        models.Region.objects.filter(pk="210106").update(valid_until=factories.TODAY)
        assert NikRegions().knows(_nik("210106"))


class TestTheCheck:
    def test_warns_of_a_nik_that_begins_like_no_kecamatan(self) -> None:
        home = people.alone()
        odd = models.Resident.objects.create(
            id=uuid.UUID(int=5),
            nik="2101990808950003",
            office_id=factories.budi().office_id,
            full_name="Tono Wijaya",
            name_key="tono wijaya",
            sex=1,
            birth_place="Kijang",
            birth_date=people.day("1995-08-08"),
            marital_status=1,
            status="pindah",
        )
        version = models.ResidentVersion.objects.get(resident=home.members[0])
        version.pk, version.resident, version.status = None, odd, "pindah"
        version.save()
        report = checking.check(factories.TODAY)
        assert report.ok
        assert report.warnings == {"nik-region-known": 1}
        assert report.first[0].about == (odd.pk,)

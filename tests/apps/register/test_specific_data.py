"""Threat T24: the disability of a resident is nowhere in the database in the clear, and reads as before."""

import hashlib
import json
import re
import uuid
from pathlib import Path

import pytest
from django.db import connection

from loket.core.register.codes import Disability, MoveClass, Sex, Shdk
from loket.core.register.events import ChangeStatus
from loket.core.register.moves import AddressChange
from loket.entries import queries as entries
from loket.entries import services as entry_services
from loket.entries.records import Filling
from loket.entries.refusals import KeyReused
from loket.register import models, queries
from loket.register.exchange.exporting import export_file
from loket.register.store import reading
from loket.vault import services as vault
from loket.vault.refusals import SealBroken
from tests.apps import factories
from tests.apps.entries import births
from tests.apps.entries.test_saving import _at_operator
from tests.apps.register import people
from tests.apps.register.exchange_rows import CHILD, HEAD, WIFE, file_of, take

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
DOCTOR = "Surat dokter RSUD 12/2026"
_CLEAR = re.compile(r'\\?"disability(_basis)?\\?": *+(?!null|\\?"lkt1:|\\?"\\?")')


def dump() -> str:
    """Every column of every table, as a dump of the database would hold it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        # The full-text table cannot be read as a whole; what it holds stands in its own tables beside it.
        for table in set(tables) - {"register_search"}:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [f"{table} {column}" for row in cursor.fetchall() for column in map(_text, row)]
    return "\n".join(rows)


def _text(column: object) -> str:
    return json.dumps(column) if isinstance(column, dict | list) else str(column)


def blind_person() -> people.Home:
    return people.live(
        (people.person("Sari Wulandari", Sex.FEMALE, "1986-03-03", disability=Disability.BLIND), Shdk.HEAD),
        (people.person("Adi Salim", Sex.MALE, "2005-04-04"), Shdk.CHILD),
        number=7,
    )


def _disabilities(home: people.Home, side: str) -> set[int | None]:
    """What the last life event of a KK says of its members."""
    told = queries.events_of_family(home.id)[-1].families[0][side]
    return {row["biodata"].get("disability") for row in told["rows"]}


class TestT24:
    def test_t24_the_search_of_these_tests_finds_what_is_clear(self) -> None:
        assert _CLEAR.search('{"disability": 2}')
        assert _CLEAR.search('{"disability": "2"}')
        assert _CLEAR.search(r"{\"disability_basis\": \"Surat\"}")
        assert not _CLEAR.search('{"disability": null, "disability": "lkt1:AAAA", "disability": ""}')

    def test_t24_a_resident_reads_as_before_and_no_dump_shows_it(self) -> None:
        home = blind_person()
        found = queries.resident(home.members[0], TODAY)
        assert found is not None
        assert found.record.biodata.disability is Disability.BLIND
        assert "lkt1:" in dump()
        assert not _CLEAR.search(dump())

    def test_t24_a_change_of_it_is_sealed_in_versions_and_in_the_life_event_with_its_families(self) -> None:
        home = blind_person()
        done = people.record(
            ChangeStatus(
                date=TODAY,
                resident_id=home.members[1],
                changes={"disability": Disability.DEAF_OR_MUTE},
                papers={"disability": DOCTOR},
            )
        )
        text = dump()
        assert not _CLEAR.search(text)
        assert DOCTOR not in text
        assert done.payload["changes"] == {"disability": Disability.DEAF_OR_MUTE}
        history = queries.history_of(home.members[1])
        assert history is not None
        assert history.events[-1].payload["papers"] == {"disability": DOCTOR}
        assert [version.biodata.disability for version in history.versions] == [None, Disability.DEAF_OR_MUTE]

    def test_t24_a_kk_as_it_was_printed_is_sealed_by_each_persons_own_key(self) -> None:
        home = blind_person()
        moved = AddressChange(
            date=TODAY, family_id=home.id, address=people.NEXT_DOOR, move_class=MoveClass.WITHIN_VILLAGE
        )
        people.record(moved)
        assert not _CLEAR.search(dump())
        assert [_disabilities(home, side) for side in ("before", "after")] == [{2, None}] * 2
        vault.destroy(vault.of_resident(home.members[0]), why="Permintaan yang disetujui")
        assert [_disabilities(home, side) for side in ("before", "after")] == [{None}] * 2

    def test_t24_the_same_life_event_sent_twice_is_still_known(self) -> None:
        home, key = blind_person(), uuid.uuid4()
        event = ChangeStatus(
            date=TODAY,
            resident_id=home.members[1],
            changes={"disability": Disability.OTHER},
            papers={"disability": DOCTOR},
        )
        first, again = (people.record(event, key=key) for _ in range(2))
        assert (again.id, again.replayed) == (first.id, True)

    def test_t24_two_rows_that_were_swapped_do_not_open(self) -> None:
        first, second = blind_person(), people.watis()
        stored = models.ResidentVersion.objects.get(resident=first.members[0])
        other = models.ResidentVersion.objects.filter(resident=second.members[0]).get()
        other.biodata = {**other.biodata, "disability": stored.biodata["disability"]}
        with pytest.raises(SealBroken):
            reading.record_of(other)

    def test_t24_a_key_that_was_destroyed_leaves_the_rest_readable(self) -> None:
        home = blind_person()
        assert vault.destroy(vault.of_resident(home.members[0]), why="Permintaan yang disetujui")
        found = queries.resident(home.members[0], TODAY)
        assert found is not None
        assert found.record.biodata.disability is None
        assert found.record.biodata.full_name == "Sari Wulandari"

    def test_t24_a_file_that_is_taken_in_is_sealed_and_given_out_as_it_came(self, tmp_path: Path) -> None:
        assert take(file_of(tmp_path, HEAD | {"disabilitas": "1"}, WIFE, CHILD)).written
        assert not _CLEAR.search(dump())
        out = tmp_path / "keluar.csv"
        export_file(out, "bintan", reason="Serah terima", specific=True)
        head, *rows = out.read_text("utf-8-sig").splitlines()
        column = head.split(";" if ";" in head else ",").index("disabilitas")
        assert max(row.split(";" if ";" in head else ",")[column] for row in rows) == "1"

    def test_t24_people_without_it_need_no_key(self) -> None:
        home = people.saris()
        assert not vault.destroy(vault.of_resident(home.members[0]), why="Tidak pernah ada")


class TestT24Forms:
    FORM = Filling("perubahan-data", {"change_disability": "ya", "disability": "4", "disability_basis": DOCTOR})
    """What a form of changed data holds; that it is not the form of this application does not matter here."""

    def test_t24_a_saved_form_reads_as_typed_and_no_dump_shows_it(self) -> None:
        case = _at_operator()
        filling = Filling("kelahiran", {"child_name": "Lia", **self.FORM.values})
        births.save(case, filling)
        text = dump()
        assert not _CLEAR.search(text)
        assert DOCTOR not in text
        (saved,) = entries.revisions(case.resi)
        assert dict(saved.values) == dict(filling.values)

    def test_t24_rows_within_a_form_are_sealed_as_well(self) -> None:
        case = _at_operator()
        values = {"people": [{"name": "Lia", "disability": "4"}, {"name": "Adi", "disability": ""}]}
        births.save(case, Filling("kelahiran", values))
        assert not _CLEAR.search(dump())
        (saved,) = entries.revisions(case.resi)
        assert dict(saved.values) == values

    def test_t24_the_same_form_sent_twice_is_known_and_another_is_refused(self) -> None:
        case, key = _at_operator(), uuid.uuid4()
        asked, officer = births.application(case), factories.budi()
        filling = Filling("kelahiran", {"disability": "4"})
        first = entry_services.save_entry(asked, filling, officer=officer, revision=0, key=key)
        again = entry_services.save_entry(asked, filling, officer=officer, revision=0, key=key)
        assert (again.id, again.replayed) == (first.id, True)
        with pytest.raises(KeyReused):
            entry_services.save_entry(
                asked, Filling("kelahiran", {"disability": "3"}), officer=officer, revision=0, key=key
            )

    def test_t24_its_digest_tells_nobody_what_was_answered(self) -> None:
        case = _at_operator()
        saved = births.save(case, Filling("kelahiran", {"disability": "4"}))
        guesses = (json.dumps(["kelahiran", {"disability": str(n)}, {}, ""], sort_keys=True) for n in range(1, 7))
        assert saved.sha256 not in {hashlib.sha256(guess.encode()).hexdigest() for guess in guesses}

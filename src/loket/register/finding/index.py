"""
Keeps the search keys true: one row for each name a resident had, written in the transaction that changes the resident.

Everything here follows from the register; `rebuild` makes it anew. Rows of former names stay and are no longer current.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Exists, Max, OuterRef

from loket.core import naming
from loket.core.register import Biodata, Documents, Resident
from loket.register import models
from loket.register.codec import unpacked
from loket.register.finding import tables, vocabulary
from loket.register.ids import uuid_of
from loket.register.store import bulk
from loket.storage.writing import run
from loket.vault.leaves import without_sealed

AT_ONCE: Final = 4000
MANY: Final = 50_000
"""From so many new rows on the indexes of PostgreSQL are made after them."""
FEW: Final = 50
ID_BYTES: Final = 16
LONGEST_KEY: Final = 250
LONGEST: Final = 200
_PAPERS: Final = ("birth_akta", "marriage_akta", "divorce_akta", "death_akta")
Columns = Mapping[str, object]


def columns_of(resident_id: UUID, office_id: int, biodata: Biodata, documents: Documents) -> Columns:
    """The search key of what the register now says of a resident."""
    return {
        "resident_id": resident_id,
        "office_id": office_id,
        "current": True,
        "name": biodata.full_name[:LONGEST],
        "name_key": naming.key(biodata.full_name)[:LONGEST_KEY],
        "sex": int(biodata.sex),
        "birth_year": biodata.birth_date.year,
        "birth_date": biodata.birth_date,
        "birth_place": biodata.birth_place,
        "mother_name": biodata.mother_name[:LONGEST],
        "tokens": " ".join(_tokens(biodata, documents)),
    }


def _tokens(biodata: Biodata, documents: Documents) -> Iterator[str]:
    """
    Folded words with `n` of the name, `m` of the mother, `p` of the place; `y` has the year before words of the name; `d`
    is a document's number.
    """
    year, own = biodata.birth_date.year, naming.key(biodata.full_name)
    for letter, text in (("n", own), ("m", naming.key(biodata.mother_name)), ("p", naming.key(biodata.birth_place))):
        for word in dict.fromkeys(text.split()):
            yield letter + plain(word)
    for word in dict.fromkeys(own.split()):
        yield year_token(year, word)
    for paper in _PAPERS:
        if number := getattr(documents, paper):
            yield document_token(number)


def year_token(year: int, word: str) -> str:
    """A folded word of the name of somebody born in a year."""
    return f"y{year}{plain(word)}"


def document_token(number: str) -> str:
    """A document's number as it is looked for: letters and digits alone."""
    return "d" + plain(number.casefold())


def plain(word: str) -> str:
    """The word as it stands in a token: letters and digits."""
    # Arabic and Javanese letters stay; only what a query language would read as a sign goes.
    return "".join(c for c in word if c.isalnum())


def _words(rows: Iterable[Columns]) -> set[str]:
    """The folded words of names, mothers and places."""
    return {
        word
        for row in rows
        for text in (row["name"], row["mother_name"], row["birth_place"])
        for word in naming.key(str(text)).split()
    }


def follow(changes: Iterable[tuple[Resident | None, Resident]], office_id: int) -> None:
    """
    Bring the keys up to a change of residents, in the caller's transaction; nothing is written where no key differs.

    Each change has what was before, None for someone new, whom `office_id` keeps.
    """
    new, ended = [], []
    for before, after in changes:
        if before is not None and _kept(before) == _kept(after):
            continue
        own = uuid_of(after.id)
        if before is not None:
            ended.append(own)
        new.append(columns_of(own, office_id, after.biodata, after.documents))
    if ended:
        keeper = dict(models.Resident.objects.filter(pk__in=ended).values_list("pk", "office_id"))
        models.SearchKey.objects.filter(resident__in=ended, current=True).update(current=False)
        new = [{**columns, "office_id": keeper.get(columns["resident_id"], office_id)} for columns in new]  # type: ignore[call-overload]
    if new:
        _insert(new)
        vocabulary.add(_words(new))


def _kept(resident: Resident) -> tuple[object, ...]:
    biodata, documents = resident.biodata, resident.documents
    own = (biodata.full_name, biodata.sex, biodata.birth_date, biodata.birth_place, biodata.mother_name)
    return (*own, *(getattr(documents, paper) for paper in _PAPERS))


def take_over(resident_ids: Sequence[UUID], office_id: int) -> None:
    """Another office keeps these residents from now on."""
    models.SearchKey.objects.filter(resident__in=resident_ids).update(office=office_id)


def rebuild(step: Callable[[int], None] = lambda _: None) -> int:
    """
    Make every key anew from the register; returns how many. Former names are found again too.

    Others may go on working; until it is done they find fewer. `step` is told how many residents are done.
    """
    run(_empty)
    return complete(step)


def complete(step: Callable[[int], None] = lambda _: None) -> int:
    """
    Index whoever is in the register without a key: what an import or a sample wrote. Returns how many keys were written.

    Within a transaction of the caller it is part of that; else portions are committed one by one, and a run that was
    interrupted is begun again.
    """
    waiting = _without_key()
    alone = not connection.in_atomic_block
    if alone and len(waiting) >= MANY * ID_BYTES and not models.SearchKey.objects.exists():
        tables.drop_indexes()
    written, filed = 0, set[str]()
    for start in range(0, len(waiting), AT_ONCE * ID_BYTES):
        portion = waiting[start : start + AT_ONCE * ID_BYTES]
        ids = [UUID(bytes=bytes(portion[i : i + ID_BYTES])) for i in range(0, len(portion), ID_BYTES)]
        rows = list(chain.from_iterable(_histories(ids)))
        words = _words(rows) - filed
        run(partial(_insert_with_words, rows, words))
        filed |= words
        written += len(rows)
        step(len(ids))
    if alone:
        # Also where a run ended before its index.
        tables.make_indexes()
    return written


def _without_key() -> bytearray:
    """Ids of those without a key, one behind the other: a million of them take sixteen megabytes."""
    key = models.SearchKey.objects.filter(resident=OuterRef("pk"))
    found = bytearray()
    for own in models.Resident.objects.filter(~Exists(key)).values_list("pk", flat=True).iterator(chunk_size=AT_ONCE):
        found += own.bytes
    return found


def _empty() -> None:
    models.SearchKey.objects.all().delete()
    models.Spelling.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO register_search (register_search) VALUES ('delete-all')")


def _histories(ids: Sequence[UUID]) -> Iterator[list[Columns]]:
    """For each resident a row of every name and its kind, the latest one current."""
    versions = models.ResidentVersion.objects.filter(resident__in=ids, superseded_at=None)
    rows = versions.order_by("resident_id", "valid_from").values_list(
        "resident_id", "resident__office_id", "biodata", "documents"
    )
    own: list[Columns] = []
    for resident_id, office_id, biodata, documents in rows.iterator(chunk_size=AT_ONCE):
        found = columns_of(
            resident_id, office_id, unpacked(Biodata, without_sealed(biodata)), unpacked(Documents, documents)
        )
        if own and own[-1]["resident_id"] != resident_id:
            yield own
            own = []
        if not own or own[-1] != found:
            own = [{**row, "current": False} for row in own]
            own.append(found)
    if own:
        yield own


def _insert_with_words(rows: Sequence[Columns], words: Iterable[str]) -> None:
    _insert(rows)
    vocabulary.put(words)


def _insert(rows: Sequence[Columns]) -> None:
    if not rows:
        return
    if connection.vendor != "sqlite":
        if len(rows) < FEW:
            models.SearchKey.objects.bulk_create(models.SearchKey(**columns) for columns in rows)
        else:
            bulk.insert("register_searchkey", rows)
        return
    first = (models.SearchKey.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    numbered = [{"id": first + place, **columns} for place, columns in enumerate(rows)]
    bulk.insert("register_searchkey", numbered)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO register_search (rowid, tokens) VALUES (%s, %s)",
            [(first + place, str(row["tokens"])) for place, row in enumerate(rows)],
        )

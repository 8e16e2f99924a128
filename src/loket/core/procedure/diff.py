"""
What changed between two versions of a procedure, in sentences an officer can read before publishing.

It compares meanings, not files: layout, comments and the order of keys do not count.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import BaseModel

from loket.core.procedure.model import Clock, Identity, Outcome, PrintedDate, Procedure, Requirement, Standard, Step


class Weight(StrEnum):
    """How far a change reaches: only the words, what the applicant meets, or how a case runs."""

    TEXT = "text"
    SERVICE = "service"
    FLOW = "flow"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a stable kind ("step-removed"), how far it reaches, and the sentence."""

    kind: str
    weight: Weight
    sentence: str


_IDENTITY_WORDS: Final[Mapping[str, str]] = {
    "office": "kode kantor",
    "place": "nama wilayah",
    "letterhead": "kop",
    "unit": "unit",
    "number": "nomor SOP",
    "name": "nama SOP",
    "name_as_printed": "nama SOP seperti tercetak",
    "flow_title": "judul alur",
    "created": "tanggal pembuatan",
    "revised": "tanggal revisi",
    "ratified": "tanggal pengesahan",
    "effective": "tanggal efektif",
    "ratified_by": "pejabat pengesah",
    "legal_basis": "dasar hukum",
    "related": "keterkaitan",
    "qualifications": "kualifikasi pelaksana",
    "equipment": "peralatan",
    "warnings": "peringatan",
    "records": "pencatatan",
    "source": "dokumen sumber",
}
_STEP_WORDS: Final[Mapping[str, str]] = {
    "no": "nomor",
    "activity": "kegiatan",
    "inputs": "kelengkapan",
    "time": "waktu",
    "outputs": "keluaran",
    "remark": "keterangan",
    "public_label": "tulisan untuk pemohon",
    "reading": "bacaan",
}
_STEP_FLOW: Final[Mapping[str, str]] = {
    "actor": "pelaku",
    "acts": "perbuatan",
    "book": "buku",
    "differs_from": "pemisahan orang",
    "definitive_only": "hanya pejabat definitif",
    "no_proxy": "tidak dapat diwakilkan",
    "recallable": "dapat ditarik kembali",
    "delegable": "dapat dilimpahkan",
}
_REQUIREMENT_WORDS: Final[Mapping[str, str]] = {
    "text": "bunyi",
    "when": "syarat berlaku",
    "any_of": "kelompok pilihan",
    "copies": "jumlah salinan",
    "original": "dokumen asli",
    "document": "jenis dokumen",
    "basis": "dasar hukum",
    "checked": "ikut diperiksa",
    "printed": "tercetak pada sumber",
}
_CLOCK_WORDS: Final[Mapping[str, str]] = {
    "promise": "janji waktu",
    "promise_by": "janji waktu menurut hasil langkah",
    "starts_after": "mulai jam layanan",
    "stops_after": "akhir jam layanan",
    "pauses": "alasan jeda",
    "waiting": "lama menunggu pemohon",
}
_OTHER: Final[Mapping[str, tuple[Weight, str]]] = {
    "template": (Weight.TEXT, "tanda templat"),
    "service": (Weight.FLOW, "kunci layanan"),
    "product": (Weight.SERVICE, "produk"),
    "legalised_by": (Weight.SERVICE, "tempat pengesahan"),
    "columns": (Weight.TEXT, "judul kolom pelaksana"),
    "flow": (Weight.TEXT, "bentuk sumber alur"),
    "questions": (Weight.SERVICE, "pertanyaan kepada pemohon"),
    "counter_incomplete": (Weight.FLOW, "perlakuan berkas tidak lengkap di loket"),
    "withdrawable_until": (Weight.SERVICE, "batas pencabutan permohonan"),
    "from_home": (Weight.SERVICE, "pengajuan dari rumah"),
    "entry": (Weight.FLOW, "isian register"),
    "complaint": (Weight.FLOW, "penanganan pengaduan"),
    "return_reasons": (Weight.FLOW, "alasan pengembalian"),
    "books": (Weight.FLOW, "buku nomor"),
    "notes": (Weight.TEXT, "catatan"),
}


def compare(old: Procedure, new: Procedure) -> list[Change]:
    """All differences from `old` to `new`, part by part; empty when both mean the same."""
    return [
        *_identity(old.identity, new.identity),
        *_standard(old.standard, new.standard),
        *_actors(old, new),
        *_requirements(old.requirements, new.requirements),
        *_clock(old.clock, new.clock),
        *_others(old, new),
        *_steps(old, new),
    ]


def _shown(value: object) -> str:
    match value:
        case None | "":
            return "kosong"
        case bool():
            return "ya" if value else "tidak"
        case PrintedDate(printed=printed):
            return f"“{printed}”"
        case _:
            return f"“{value}”"


def _from_to(old: object, new: object) -> str:
    if isinstance(old, tuple) and isinstance(new, tuple):
        return _items(old, new)
    if any(isinstance(value, dict | BaseModel) and not isinstance(value, PrintedDate) for value in (old, new)):
        return "berubah"
    return f"dari {_shown(old)} menjadi {_shown(new)}"


def _items(old: tuple[object, ...], new: tuple[object, ...]) -> str:
    """A list says what was taken out and put in, rather than being printed twice."""
    out = [f"dihapus {_shown(item)}" for item in old if item not in new]
    put = [f"ditambah {_shown(item)}" for item in new if item not in old]
    return ", ".join([*out, *put]) or "berganti urutan"


def _fields(old: BaseModel, new: BaseModel, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The fields that differ, each with the words for it."""
    for name, word in words.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield name, f"{word} {_from_to(before, after)}"


def _identity(old: Identity, new: Identity) -> Iterator[Change]:
    for name, said in _fields(old, new, _IDENTITY_WORDS):
        weight = Weight.FLOW if name == "office" else Weight.TEXT
        yield Change("identity-changed", weight, f"Identitas: {said}.")


def _standard(old: Standard | None, new: Standard | None) -> Iterator[Change]:
    before = {part.key: part for part in old.components} if old else {}
    after = {part.key: part for part in new.components} if new else {}
    for key, part in before.items():
        if key not in after:
            sentence = f"Komponen standar pelayanan “{part.title}” dihapus."
            yield Change("component-removed", Weight.SERVICE, sentence)
        elif after[key].text != part.text:
            sentence = f"Komponen standar pelayanan “{part.title}” {_from_to(part.text, after[key].text)}."
            yield Change("component-changed", Weight.TEXT, sentence)
    for key, part in after.items():
        if key not in before:
            yield Change("component-added", Weight.SERVICE, f"Komponen standar pelayanan “{part.title}” ditambahkan.")


def _keyed(
    old: Mapping[str, object], new: Mapping[str, object], kind: str, weight: Weight, name: Callable[[str], str]
) -> Iterator[Change]:
    """What was taken away from, and what was added to, a part with keys."""
    for key in old:
        if key not in new:
            yield Change(f"{kind}-removed", weight, f"{name(key)} dihapus.")
    for key in new:
        if key not in old:
            yield Change(f"{kind}-added", weight, f"{name(key)} ditambahkan.")


def _actors(old: Procedure, new: Procedure) -> Iterator[Change]:
    titles = {key: actor.title for key, actor in (old.actors | new.actors).items()}
    yield from _keyed(old.actors, new.actors, "actor", Weight.FLOW, lambda key: f"Lajur “{titles[key]}”")
    words = {"kind": "jenis", "positions": "jabatan pengisi", "assisted_by": "pembantu"}
    prints = {"title": "judul", "column": "kolom sendiri"}
    for key in [key for key in old.actors if key in new.actors]:
        for _, said in _fields(old.actors[key], new.actors[key], words):
            yield Change("actor-changed", Weight.FLOW, f"Lajur “{titles[key]}”: {said}.")
        for _, said in _fields(old.actors[key], new.actors[key], prints):
            yield Change("actor-changed", Weight.TEXT, f"Lajur “{titles[key]}”: {said}.")


def _requirements(old: Mapping[str, Requirement], new: Mapping[str, Requirement]) -> Iterator[Change]:
    texts = {key: requirement.text for key, requirement in [*old.items(), *new.items()]}
    yield from _keyed(old, new, "requirement", Weight.SERVICE, lambda key: f"Persyaratan “{texts[key]}”")
    for key, before in old.items():
        if key in new:
            for name, said in _fields(before, new[key], _REQUIREMENT_WORDS):
                weight = Weight.TEXT if name in ("text", "basis", "printed") else Weight.SERVICE
                yield Change("requirement-changed", weight, f"Persyaratan “{before.text}”: {said}.")


def _clock(old: Clock, new: Clock) -> Iterator[Change]:
    for _, said in _fields(old, new, _CLOCK_WORDS):
        yield Change("clock-changed", Weight.SERVICE, f"Jam layanan: {said}.")


def _others(old: Procedure, new: Procedure) -> Iterator[Change]:
    for name, (weight, word) in _OTHER.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(f"{name.replace('_', '-')}-changed", weight, f"{word.capitalize()} {_from_to(before, after)}.")


def _steps(old: Procedure, new: Procedure) -> Iterator[Change]:
    said = {step.id: f"Langkah {step.no} “{step.id}”" for step in (*new.steps, *old.steps)}
    yield from _keyed(old.by_id, new.by_id, "step", Weight.FLOW, said.__getitem__)
    kept_before = [step.id for step in old.steps if step.id in new.by_id]
    kept_after = [step.id for step in new.steps if step.id in old.by_id]
    if kept_before != kept_after:
        yield Change("steps-reordered", Weight.FLOW, f"Urutan langkah menjadi {', '.join(kept_after)}.")
    for name in kept_before:
        yield from _step(old.by_id[name], new.by_id[name], said[name])


def _step(old: Step, new: Step, who: str) -> Iterator[Change]:
    for name, said in _fields(old, new, _STEP_WORDS):
        weight = Weight.SERVICE if name in ("time", "public_label") else Weight.TEXT
        yield Change("step-text-changed" if weight is Weight.TEXT else "step-changed", weight, f"{who}: {said}.")
    for _, said in _fields(old, new, _STEP_FLOW):
        yield Change("step-changed", Weight.FLOW, f"{who}: {said}.")
    yield from _keyed(old.outcomes, new.outcomes, "outcome", Weight.FLOW, lambda key: f"{who}: hasil “{key}”")
    for key in old.outcomes:
        if key in new.outcomes and old.outcomes[key] != new.outcomes[key]:
            yield _outcome(old.outcomes[key], new.outcomes[key], f"{who}: hasil “{key}”")


def _outcome(old: Outcome, new: Outcome, who: str) -> Change:
    if old.model_copy(update={"label": new.label}) == new:
        sentence = f"{who}: tulisan tombol {_from_to(old.label, new.label)}."
        return Change("outcome-text-changed", Weight.TEXT, sentence)
    return Change("outcome-changed", Weight.FLOW, f"{who} {_way(old)} menjadi {_way(new)}.")


def _way(outcome: Outcome) -> str:
    """An outcome in words: where it leads, who is waited for and what it voids."""
    if outcome.next is not None:
        return f"maju ke “{outcome.next}”"
    if outcome.return_ is None:
        return "mengakhiri permohonan" if outcome.end == "finished" else "menolak permohonan"
    waits = " dan menunggu" if outcome.waits_for else ""
    voids = f", menggugurkan paraf {', '.join(outcome.voids)}" if outcome.voids else ""
    incomplete = ", untuk berkas tidak lengkap" if outcome.incomplete else ""
    return f"kembali ke “{outcome.return_}”{waits}{voids}{incomplete}"

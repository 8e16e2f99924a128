"""
Checks the exported history of a case, without Loket: this one file, Python 3.11 or later, and `cryptography`.

    python loket_verify_case.py PERMOHONAN.json --key kunci.txt [--paper SURAT.pdf] [--witness saksi.txt] [--events] [--en]

It answers in sentences and with 0 (utuh), 1 (tidak utuh) or 2 (nothing could be judged). It computes every hash again, from
what the intake said to the checkpoint that the office signed. It refuses to know whether what was written is true.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT: Final = "loket-case-1"
# The name of a finding | Indonesian | English
_SENTENCES: Final = """
case | Permohonan {resi} pada kantor {office}, pemohon {name}. | Application {resi} at the office {office}, by {name}.
chain | {count} peristiwa saling menyambung, dicatat {since} sampai {until}. | {count} events follow each other without a gap, recorded {since} to {until}.
event | {seq}. {at} {kind} {step} oleh {who} {number} | {seq}. {at} {kind} {step} by {who} {number}
signed | Segel {seal} atas {size} catatan ditandatangani dengan kunci {key}. | Checkpoint {seal} over {size} entries is signed with the key {key}.
witnessed | Saksi {key} melihat segel itu. | The witness {key} saw that checkpoint.
included | Riwayat ini tercakup dalam segel itu, catatan ke-{place}. | This history is covered by that checkpoint, as entry {place}.
paper | Surat {code} (SHA-256 {sha256}) terbit atas peristiwa ke-{version}, sesudah langkah tanda tangan {step}. | The paper {code} (SHA-256 {sha256}) was issued upon event {version}, after the step of signing {step}.
this-paper | Berkas {file} adalah surat {code}. | The file {file} is the paper {code}.
form | Berkas ini bukan ekspor riwayat yang utuh. | This file is not a whole export of a history.
broken | Peristiwa ke-{seq} bukan peristiwa permohonan ini. | Event {seq} is not one of this application.
note-form | Segel di dalam berkas ini tidak utuh. | The checkpoint in this file is not whole.
note-key | Segel di dalam berkas ini tidak ditandatangani dengan kunci yang Anda berikan. | The checkpoint in this file is not signed with a key that you gave.
other-office | Segel ini milik {origin}, bukan kantor permohonan ini. | The checkpoint is that of {origin}, not of this application's office.
not-included | Riwayat ini bukan yang disegel. | This history is not the one that was sealed.
paper-not-included | Surat {code} tidak tercakup dalam segel itu. | The paper {code} is not covered by that checkpoint.
without-trail | Surat {code} terbit tanpa langkah tanda tangan dalam riwayat ini. | The paper {code} was issued without a step of signing in this history.
paper-unnamed | Tidak ada peristiwa dalam riwayat ini yang menyebut surat {code}. | No event in this history names the paper {code}.
paper-left-out | Riwayat ini menyebut surat {code}, tetapi surat itu tidak disertakan. | This history names the paper {code}, which was left out.
other-paper | Berkas {file} bukan salah satu surat dalam riwayat ini. | The file {file} is none of the papers in this history.
unreadable | Berkas {file} tidak dapat dibaca. | The file {file} cannot be read.
no-key | {file} tidak memuat kunci yang dapat dipakai. | There is no usable key in {file}.
valid | UTUH. Riwayat ini sama dengan yang disegel kantornya. | WHOLE. This history is the one that its office sealed.
invalid | TIDAK UTUH. Jangan percaya riwayat ini. | NOT WHOLE. Do not believe this history.
unusable | Tidak ada yang dapat dinilai. | Nothing could be judged.
"""
SENTENCES: Final = {name: said for name, *said in (line.split(" | ") for line in _SENTENCES.strip().splitlines())}
UNUSABLE: Final = {"unreadable", "no-key"}
EXIT_CODES: Final = {"valid": 0, "invalid": 1, "unusable": 2}
SIGNATURES: Final = {"sign", "tte"}
# What is raised by parts that are missing, or another thing than they should be.
UNSHAPED: Final = (AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was found, and whether it is as it must be."""

    id: str
    data: Mapping[str, object] = field(default_factory=dict)
    is_good: bool = True

    def sentence(self, *, english: bool = False) -> str:
        """The finding in one sentence; what a file says of itself is shown without control signs."""
        said = {name: "".join(c if c.isprintable() else "?" for c in str(text)) for name, text in self.data.items()}
        return SENTENCES[self.id][english].format_map(said).rstrip()


class NotProved(Exception):
    """A check failed; those after it would judge nothing."""

    def __init__(self, identifier: str, **data: object) -> None:
        self.finding = Finding(identifier, data, is_good=False)
        super().__init__(identifier)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings in the order of the checks; the last one is the only one that can be bad."""

    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """`valid`, `invalid`, or `unusable` when nothing could be judged."""
        latest = self.findings[-1]
        return "valid" if latest.is_good else "unusable" if latest.id in UNUSABLE else "invalid"

    def sentences(self, *, english: bool = False, events: bool = False) -> list[str]:
        """A sentence for each finding, and the verdict; those of single events where they are asked for."""
        said = [finding.sentence(english=english) for finding in self.findings if events or finding.id != "event"]
        return [*said, SENTENCES[self.verdict][english]]


def canonical(data: object) -> str:
    """JSON with sorted keys and no blanks: one text for one meaning. Raises ValueError for what has none."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(*parts: bytes) -> bytes:
    """The digest of these bytes one behind the other."""
    return hashlib.sha256(b"".join(parts)).digest()


@dataclass(frozen=True, slots=True)
class Key:
    """A public key with its name; kind 1 signs a list of its own, kind 4 says that it saw one."""

    name: str
    id: bytes
    kind: int
    public_key: Ed25519PublicKey

    @classmethod
    def read(cls, text: str) -> "Key":
        """The key that is spelled like this: name, id and bytes with a plus between. Raises ValueError."""
        name, named, packed = text.strip().split("+", 2)
        data = base64.b64decode(packed, validate=True)
        known = cls(name, sha256(f"{name}\n".encode(), data)[:4], data[0], Ed25519PublicKey.from_public_bytes(data[1:]))
        if known.id.hex() != named or known.kind not in (1, 4):
            raise ValueError(text)
        return known

    def signed(self, body: str, data: bytes) -> bool:
        """Whether the bytes of a signature line are of this key over the body."""
        before = ""
        if data[:4] != self.id:
            return False
        if self.kind == 4:
            before, data = f"cosignature/v1\ntime {int.from_bytes(data[4:12])}\n", data[8:]
        try:
            self.public_key.verify(data[4:], f"{before}{body}".encode())
        except InvalidSignature:
            return False
        return True


NOTE: Final = re.compile(
    r"(?P<body>(?P<origin>[^\n]+)\n(?P<size>[1-9][0-9]{0,18})\n(?P<root>[A-Za-z0-9+/]{43}=)\n(?P<rest>(?:[^\n]+\n)*))"
    r"\n(?P<lines>(?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)+)"
)


def packed(text: str) -> bytes:
    """The bytes behind base64 in its one spelling. Raises NotProved."""
    data = base64.b64decode(text)
    if base64.b64encode(data).decode() != text:
        raise NotProved("note-form")
    return data


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a proved checkpoint says."""

    size: int
    root: bytes


def check_note(text: str, office: str, keys: Sequence[Key]) -> Iterator[Finding]:
    """Check that every line under a checkpoint is of a key one trusts, one of them the office's. Raises NotProved."""
    match = NOTE.fullmatch(text)
    if match is None:
        raise NotProved("note-form")
    packed(match["root"])
    if match["origin"] != f"loket/{office}":
        raise NotProved("other-office", origin=match["origin"])
    found: list[Key] = []
    for line in match["lines"].splitlines():
        _, name, signature = line.split(" ")
        data = packed(signature)
        known = [key for key in keys if key.name == name and key.signed(match["body"], data)]
        if not known:
            raise NotProved("note-key")
        found.append(known[0])
    if not any(key.kind == 1 and key.name == match["origin"] for key in found):
        raise NotProved("note-key")
    seal = ", ".join(match["rest"].splitlines()) or "-"
    for key in found:
        yield Finding(
            "signed" if key.kind == 1 else "witnessed", {"seal": seal, "size": match["size"], "key": key.name}
        )


def checkpoint_in(text: str) -> Checkpoint:
    """The size and root of a checkpoint that `check_note` has proved."""
    lines = text.split("\n")
    return Checkpoint(int(lines[1]), packed(lines[2]))


def is_included(leaf: bytes, proof: Mapping[str, Any], checkpoint: Checkpoint) -> bool:
    """Whether a leaf is in the tree, by a path of hashes. Basis: RFC 9162, section 2.1.3.2."""
    require_parts(proof, "index", "path")
    here, last, found = proof["index"], checkpoint.size - 1, leaf
    path = [bytes.fromhex(step) for step in proof["path"]]
    if type(here) is not int or not 0 <= here <= last or [step.hex() for step in path] != proof["path"]:
        return False
    for step in path:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = sha256(b"\x01", step, found)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            found = sha256(b"\x01", found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == checkpoint.root


def require_parts(told: Mapping[str, Any], *names: str) -> None:
    """Refuse a part too many or too few: nothing stands in an export that is not proved. Raises NotProved."""
    if set(told) != set(names):
        raise NotProved("form")


def chain_of(export: Mapping[str, Any]) -> list[bytes]:
    """The hash after each event, that of what the intake said first. Raises NotProved at the first that cannot be."""
    case = export["case"]
    hashes = [sha256(canonical(case).encode())]
    for seq, event in enumerate(export["events"], start=1):
        require_parts(event, "body", "number", "recorded_at")
        body, number = event["body"], event["number"]
        sound = number is None or (type(number) is int and number > 0)
        if not sound or type(body["seq"]) is not int or (body["seq"], body["resi"]) != (seq, case["resi"]):
            raise NotProved("broken", seq=seq)
        text = f"{hashes[-1].hex()}\n{canonical(body)}\n{number or ''}\n{event['recorded_at']}"
        hashes.append(sha256(text.encode()))
    return hashes


def named_in(bodies: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """Code and digest of each paper that these events say was signed."""
    told = (body["payload"] for body in bodies if body["kind"] == "paper-signed")
    return [(paper["code"], paper["sha256"]) for paper in told]


def check_papers(export: Mapping[str, Any], hashes: Sequence[bytes], checkpoint: Checkpoint) -> Iterator[Finding]:
    """
    Check that each paper is sealed, upon a history that is this one, passed a signature and names it, and that none
    that the history names is left out. Raises NotProved.
    """
    resi = export["case"]["resi"]
    for paper in export["papers"]:
        require_parts(paper, "code", "head", "resi", "sha256", "version", "proof")
        code, version = paper["code"], paper["version"]
        values = (code, paper["head"], paper["resi"], paper["sha256"], version)
        leaf = sha256(b"\x00", "\n".join(map(str, ("surat", *values))).encode())
        known = type(version) is int and 0 < version < len(hashes) and hashes[version].hex() == paper["head"]
        if not known or paper["resi"] != resi or not is_included(leaf, paper["proof"], checkpoint):
            raise NotProved("paper-not-included", code=code)
        before = [event["body"] for event in export["events"][:version]]
        steps = [body["step"] for body in before if SIGNATURES & set(body["payload"].get("marks", ()))]
        if not steps:
            raise NotProved("without-trail", code=code)
        if (code, paper["sha256"]) not in named_in(before):
            raise NotProved("paper-unnamed", code=code)
        yield Finding("paper", {"code": code, "sha256": paper["sha256"], "version": version, "step": steps[-1]})
    given = [(paper["code"], paper["sha256"]) for paper in export["papers"]]
    for named in named_in([event["body"] for event in export["events"]]):
        if named not in given:
            raise NotProved("paper-left-out", code=named[0])


def check_export(data: bytes, keys: Sequence[Key]) -> Iterator[Finding]:
    """Check an export against keys one trusts, step by step. Raises NotProved, and what a wrong shape raises."""
    export = json.loads(data)
    if export["format"] != FORMAT or f"{canonical(export)}\n".encode() != data:
        raise NotProved("form")
    require_parts(export, "format", "case", "events", "proof", "papers", "checkpoint")
    case, events = export["case"], export["events"]
    hashes = chain_of(export)
    times = {"since": events[0]["recorded_at"], "until": events[-1]["recorded_at"]}
    yield Finding("case", {"resi": case["resi"], "office": case["office"], "name": case["applicant_name"]})
    yield Finding("chain", {"count": len(events), **times})
    yield from map(_told, events)
    yield from check_note(export["checkpoint"], case["office"], keys)
    checkpoint = checkpoint_in(export["checkpoint"])
    leaf = sha256(b"\x00", f"{case['resi']}\n{len(events)}\n{hashes[-1].hex()}".encode())
    if not is_included(leaf, export["proof"], checkpoint):
        raise NotProved("not-included")
    yield Finding("included", {"place": export["proof"]["index"] + 1})
    yield from check_papers(export, hashes, checkpoint)


def _told(event: Mapping[str, Any]) -> Finding:
    body = event["body"]
    number = f"({body['series']}: {event['number']})" if event["number"] else ""
    told = {"seq": body["seq"], "at": event["recorded_at"], "kind": body["kind"], "step": body["step"] or ""}
    return Finding("event", {**told, "who": body["acted_as"], "number": number})


def check_case(data: bytes, keys: Sequence[Key], pdf: bytes | None = None, name: str = "") -> Report:
    """Check an export, and that a PDF is one of its papers. Never raises, whatever the bytes."""
    findings: list[Finding] = []
    try:
        findings.extend(check_export(data, keys))
        if pdf is not None:
            digest = sha256(pdf).hex()
            papers = [one for one in findings if one.id == "paper" and one.data["sha256"] == digest]
            if not papers:
                raise NotProved("other-paper", file=name)
            findings.append(Finding("this-paper", {"file": name, "code": papers[0].data["code"]}))
    except NotProved as failed:
        findings.append(failed.finding)
    except UNSHAPED:
        findings.append(NotProved("form").finding)
    return Report(tuple(findings))


def loaded(file: str, read: Callable[[bytes], Any], otherwise: str) -> Any:
    """What `read` makes of a file. Raises NotProved: `unreadable`, or `otherwise` when it makes nothing of it."""
    try:
        return read(Path(file).read_bytes())
    except OSError:
        raise NotProved("unreadable", file=file) from None
    except (ValueError, IndexError):
        raise NotProved(otherwise, file=file) from None


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer on the terminal; 0 utuh, 1 tidak utuh, 2 when nothing could be judged."""
    parser = argparse.ArgumentParser(prog="loket_verify_case.py", description="Memeriksa ekspor riwayat dari Loket.")
    parser.add_argument("file", metavar="PERMOHONAN.json")
    parser.add_argument(
        "--key", required=True, metavar="kunci.txt", help="kunci riwayat kantor, dari kantor itu sendiri"
    )
    parser.add_argument(
        "--witness", action="append", default=[], metavar="saksi.txt", help="kunci saksi yang Anda kenal"
    )
    parser.add_argument("--paper", metavar="SURAT.pdf", help="surat yang harus ada dalam riwayat ini")
    parser.add_argument("--events", action="store_true", help="sebut setiap peristiwa")
    parser.add_argument("--en", action="store_true", help="speak English")
    said = parser.parse_args(arguments)
    try:
        keys = [loaded(file, lambda data: Key.read(data.decode()), "no-key") for file in (said.key, *said.witness)]
        pdf = loaded(said.paper, bytes, "unreadable") if said.paper else None
        report = check_case(loaded(said.file, bytes, "unreadable"), keys, pdf, said.paper or "")
    except NotProved as failed:
        report = Report((failed.finding,))
    encoding = sys.stdout.encoding or "utf-8"
    told = "\n".join([*report.sentences(english=said.en, events=said.events), ""])
    sys.stdout.write(told.encode(encoding, "replace").decode(encoding))
    return EXIT_CODES[report.verdict]


if __name__ == "__main__":
    sys.exit(main())

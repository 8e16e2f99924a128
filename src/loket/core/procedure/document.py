"""
The one reader of files in the heart: YAML as plain data with the line of every part.

Strict on purpose: no anchors, no tags, no second document, small and shallow, so that no file can harm the reader.
It knows YAML and nothing of procedures.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from loket.core.problems import Place, Problem

MAX_BYTES: Final = 512 * 1024
MAX_DEPTH: Final = 16
_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WORDS: Final[Mapping[str, object]] = MappingProxyType(
    {"": None, "~": None, "null": None, "true": True, "false": False}
)

PartPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file as data. `data` is None where a problem kept it from being read; `lines` counts from one."""

    file: str
    data: object = None
    lines: Mapping[PartPath, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def place(self, path: PartPath = ()) -> Place:
        """The line of a part, or of the nearest part around it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


class _Refused(Exception):
    """Reading stops here, with one problem."""

    def __init__(self, problem_id: str, sentence: str, hint: str, line: int) -> None:
        super().__init__(sentence)
        self.id, self.sentence, self.hint, self.line = problem_id, sentence, hint, line


@dataclass(slots=True)
class _Container:
    """A list or mapping under construction; `key` is the mapping key that waits for its value."""

    value: list[object] | dict[str, object]
    path: PartPath
    key: str | None = None

    def next_path(self) -> PartPath:
        if isinstance(self.value, list):
            return (*self.path, len(self.value))
        return (*self.path, self.key or "")


class _Builder:
    """Builds data from the parser's events, without recursion, so that depth can be limited before it hurts."""

    def __init__(self) -> None:
        self.root: object = None
        self.stack: list[_Container] = []
        self.lines: dict[PartPath, int] = {}
        self.documents = 0

    def take(self, event: Event) -> None:
        line = event.start_mark.line + 1
        _refuse_cleverness(event, line)
        if isinstance(event, DocumentStartEvent):
            self._begin_document(line)
        elif isinstance(event, ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, SequenceStartEvent):
            self._open([], line)
        elif isinstance(event, MappingStartEvent):
            self._open({}, line)
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            self.stack.pop()

    def _begin_document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _Refused(
                "yaml-many-documents", "Berkas memuat lebih dari satu dokumen YAML.", "Hapus baris “---” kedua.", line
            )

    def _waits_for_key(self) -> bool:
        top = self.stack[-1] if self.stack else None
        return top is not None and isinstance(top.value, dict) and top.key is None

    def _scalar(self, event: ScalarEvent, line: int) -> None:
        if self._waits_for_key():
            self._key(event.value, line)
        else:
            self._add(_meaning(event), line)

    def _key(self, key: str, line: int) -> None:
        top = self.stack[-1]
        if key in top.value:
            first = self.lines[(*top.path, key)]
            sentence = f"Kunci “{key}” ditulis dua kali dalam bagian yang sama; yang pertama di baris {first}."
            raise _Refused("yaml-duplicate-key", sentence, "Hapus atau ganti nama salah satunya.", line)
        top.key = key
        self.lines[(*top.path, key)] = line

    def _add(self, value: object, line: int) -> PartPath:
        if not self.stack:
            self.root = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        path = top.next_path()
        self.lines.setdefault(path, line)
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            top.value[top.key or ""] = value
            top.key = None
        return path

    def _open(self, value: list[object] | dict[str, object], line: int) -> None:
        if self._waits_for_key():
            raise _Refused(
                "yaml-key-not-text", "Kunci harus berupa teks biasa.", "Tulis kunci seperti `nama: isi`.", line
            )
        if len(self.stack) >= MAX_DEPTH:
            sentence = f"Isi berkas bersarang lebih dari {MAX_DEPTH} tingkat."
            raise _Refused(
                "yaml-too-deep", sentence, "Prosedur tidak memerlukan sarang sedalam itu; periksa lekuknya.", line
            )
        self.stack.append(_Container(value, self._add(value, line)))


def _refuse_cleverness(event: Event, line: int) -> None:
    if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor is not None):
        sentence = f"Jangkar atau rujukan YAML (&{event.anchor}, *{event.anchor}) tidak dipakai dalam berkas prosedur."
        raise _Refused("yaml-anchor", sentence, "Tulis isinya lengkap di tiap tempat.", line)
    tag = getattr(event, "tag", None)
    if tag is not None:
        sentence = f"Tag YAML “{tag}” tidak dipakai dalam berkas prosedur."
        raise _Refused("yaml-tag", sentence, "Hapus tanda seru dan nama di belakangnya.", line)


def _meaning(event: ScalarEvent) -> object:
    """What an unquoted scalar means: null, true, false, an integer; all else is text, dates and decimals too."""
    text = str(event.value)
    if event.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


def _events(text: str) -> Iterator[Event]:
    return iter(YAML(typ="safe", pure=True).parse(text))


def _syntax(error: YAMLError) -> _Refused:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 1
    hint = "Periksa lekuk (spasi, bukan tab), titik dua dan tanda kutip di baris ini dan baris di atasnya."
    return _Refused("yaml-syntax", "Baris ini bukan YAML yang sah.", hint, line)


def parse(text: str, file: str) -> Document:
    """Read YAML text as data with lines; any fault becomes one problem with its line, never an exception."""
    builder = _Builder()
    try:
        try:
            for event in _events(text):
                builder.take(event)
        except YAMLError as error:
            raise _syntax(error) from error
    except _Refused as refused:
        problem = Problem(refused.id, refused.sentence, refused.hint, place=Place(file, refused.line))
        return Document(file, problems=(problem,))
    return Document(file, builder.root, MappingProxyType(builder.lines))


def load(path: Path) -> Document:
    """Read one YAML file of at most 512 KB in UTF-8; any fault becomes a problem, never an exception."""
    file = str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        return _unread(file, "file-unreadable", "Berkas tidak dapat dibuka.", "Periksa nama berkas dan hak bacanya.")
    if len(raw) > MAX_BYTES:
        sentence = f"Berkas lebih besar dari {MAX_BYTES // 1024} KB."
        return _unread(file, "file-too-large", sentence, "Satu berkas memuat satu prosedur; pisahkan lampirannya.")
    try:
        return parse(raw.decode("utf-8-sig"), file)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = "Simpan ulang berkas dari penyunting teks dengan penyandian UTF-8."
        return _unread(file, "file-not-utf8", "Berkas bukan teks UTF-8.", hint, line)


def _unread(file: str, problem_id: str, sentence: str, hint: str, line: int = 1) -> Document:
    return Document(file, problems=(Problem(problem_id, sentence, hint, place=Place(file, line)),))

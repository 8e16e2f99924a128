"""
Bring the English catalogue in step with the words of the screens: `python -m tools.messages`.

Collects what is marked for translation in Python and templates, and what the core says in data (acts, refusals),
for the core marks nothing. New words come in untranslated, words no longer used go; a test wants neither. A message
with a plural is its two forms joined by a zero character, as in a compiled catalogue.
"""

import ast
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src/loket"
CATALOGUE = SOURCE / "web/locale/en/LC_MESSAGES/django.po"
APPS = (
    "vault",
    "offices",
    "register",
    "entries",
    "collection",
    "casework",
    "documents",
    "home",
    "lobby",
    "outbox",
    "complaints",
    "signing",
    "web",
)
_CHATTER = tuple(
    f'"{name}'.encode()
    for name in ("Report-Msgid", "POT-Creation", "PO-Revision", "Last-Translator", "Language-Team", "Generated-By")
)
MARKS = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL_MARKS = frozenset({"ngettext", "ngettext_lazy"})
JOINT = "\0"
_BESIDE_THEIR_SERVICE = (
    *(
        f"register/{module}.py"
        for module in ("breaches", "exchange/leaving", "finding/decisions", "looking_up", "watching")
    ),
    "keeping/destruction_refusals.py",
    "core/queue/refusals.py",
)
"""
Modules whose refusals a desk shows, and which list them beside the service that raises them.

Of keeping these alone: what backups refuse is said at the command line, in Indonesian.
"""
_LITERAL = r"""u?(\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_IN_TEMPLATE = re.compile(rf"gettext\({_LITERAL}(?:, {_LITERAL}, \w+)?\)", re.DOTALL)


def collected() -> dict[str, str]:
    """Every message with the place it is first used."""
    found: dict[str, str] = {}
    for message, place in (*_of_python(), *_of_templates(), *_of_core()):
        found.setdefault(message, place)
    return found


def translations() -> dict[str, str]:
    """The catalogue as it stands: message to translation, empty where there is none."""
    return {_joined(m.id): _joined(m.string) for m in _read() if m.id}


def _joined(forms: str | Iterable[str] | None) -> str:
    """The forms of a message as one text; empty as soon as one of them is."""
    parts = (forms,) if isinstance(forms, str) else tuple(forms or ("",))
    return JOINT.join(parts) if all(parts) else ""


def _forms(message: str) -> str | tuple[str, ...]:
    parts = tuple(message.split(JOINT))
    return parts if len(parts) > 1 else message


def _read() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def _of_python() -> Iterator[tuple[str, str]]:
    for app in APPS:
        for path in sorted((SOURCE / app).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    count = (node.func.id in MARKS) + 2 * (node.func.id in PLURAL_MARKS)
                    forms = [arg.value for arg in node.args[:count] if isinstance(arg, ast.Constant)]
                    if forms and all(isinstance(form, str) for form in forms):
                        yield JOINT.join(str(form) for form in forms), path.relative_to(SOURCE).as_posix()


def _of_templates() -> Iterator[tuple[str, str]]:
    from django.utils.translation.template import templatize

    for path in sorted((SOURCE / "web/templates").rglob("*.html")):
        marked = templatize(path.read_text("utf-8"), origin=str(path))
        for literals in _IN_TEMPLATE.findall(marked):
            forms = (ast.literal_eval(literal) for literal in literals if literal)
            yield JOINT.join(forms), path.relative_to(SOURCE).as_posix()


def _of_core() -> Iterator[tuple[str, str]]:
    from loket.core.procedure.acts import ACTS, BRINGING, BROUGHT_BY
    from loket.core.procedure.services import SERVICES

    yield from ((name, "core/procedure/services.py") for name in SERVICES.values())
    for brought in (*BRINGING, BROUGHT_BY):
        yield brought.label, "core/procedure/acts.py"
    for act in ACTS.values():
        yield act.title, "core/procedure/acts.py"
        yield act.meaning, "core/procedure/acts.py"
        for field in act.fields:
            yield field.label, "core/procedure/acts.py"
            yield from ((label, "core/procedure/acts.py") for _, label in field.choices)
    for module in ("core/engine/refusals.py", *(f"{app}/refusals.py" for app in APPS), *_BESIDE_THEIR_SERVICE):
        path = SOURCE / module
        if path.exists():
            yield from ((words, module) for words in _class_words(path))


def _class_words(path: Path) -> Iterator[str]:
    """The `sentence` and `hint` of every class of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Assign(targets=[ast.Name(id="sentence" | "hint")], value=ast.Constant(value=str(words))) if words:
                yield words


def update() -> tuple[int, int]:
    """Write the catalogue anew; returns how many words it has and how many of them are untranslated."""
    known, messages = translations(), collected()
    catalogue = Catalog(
        locale="en", charset="utf-8", project="Loket", version="1", fuzzy=False, header_comment="# Loket in English"
    )
    for message in sorted(messages):
        catalogue.add(_forms(message), _forms(known.get(message, "")), locations=[(messages[message], 0)])
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(_text_of(catalogue))
    return len(messages), sum(not known.get(message) for message in messages)


def _text_of(catalogue: Catalog) -> bytes:
    """The catalogue as a file that changes only with its words: no dates, no names of tools."""
    written = io.BytesIO()
    write_po(written, catalogue, width=0, include_lineno=False)
    return b"".join(line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(_CHATTER))


def main() -> None:
    """Bring the catalogue up to date and say what is left to translate."""
    total, untranslated = update()
    print(f"{CATALOGUE.relative_to(SOURCE.parents[1])}: {total} messages, {untranslated} untranslated")


if __name__ == "__main__":
    main()

"""
Reads a reproducer: a faulty file under `errors/` whose first comment lines say what the check must find in it.

`# sentence:`, `# hint:` and `# line:` are exact; `# severity:` is error unless said; `# source:` is the line of the
print; `# also:` names problems that cannot be kept out. `# at:` places the file, `# bytes: latin-1` breaks its
encoding, `# pad:` makes it large, `# absent:` leaves it out. A line `# === <path>` begins a further file, and then the
whole folder is checked.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from loket.core.problems import Findings
from loket.core.procedure.check import check, check_catalogue
from loket.core.procedure.reader import catalogue, read

ERRORS = Path(__file__).parent / "errors"
DEFAULT_PLACE = "sop/kantor/kk/2026-01-02.yaml"
_FACT = re.compile(r"# (sentence|hint|line|severity|source|also|at|bytes|pad|absent): ?(.*)")


@dataclass(frozen=True)
class Reproducer:
    """What a reproducer says, and the files it consists of."""

    facts: dict[str, str]
    files: dict[str, str]

    def run(self, root: Path) -> Findings:
        """Write the files under a folder and check them."""
        for place, text in self.files.items():
            path = root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            if "absent" not in self.facts:
                padding = "#" * int(self.facts.get("pad", "0"))
                path.write_bytes((text + padding).encode(self.facts.get("bytes", "utf-8")))
        if len(self.files) > 1:
            return check_catalogue(catalogue(root / "sop"))
        return check(read(root / next(iter(self.files))))


def reproducer(path: Path) -> Reproducer:
    """Read one reproducer."""
    text = path.read_text("utf-8")
    facts: dict[str, str] = {}
    for line in text.split("\n"):
        fact = _FACT.fullmatch(line)
        if fact is None:
            break
        facts[fact[1]] = fact[2]
    first, *further = re.split(r"^# === (\S+)\n", text, flags=re.MULTILINE)
    files = {facts.get("at", DEFAULT_PLACE): first}
    files.update(zip(further[::2], further[1::2], strict=True))
    return Reproducer(facts, files)

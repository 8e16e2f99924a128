"""How large a scan may be, and how a finding crosses from the checking process to the web process."""

from enum import StrEnum

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_PAGES = 50
MAX_PASSES = 200
MAX_PDF_OBJECTS = 20_000
MAX_PAGE_SIDE_POINTS = 10_000
MAX_CONTENT_BYTES = 64 * 1024 * 1024
MAX_PICTURE_BYTES_OF_ALL = 2 * 1024 * 1024 * 1024
MAX_DRAWINGS = 100_000
MAX_FILTERS = 4
MAX_NESTING = 100
MAX_CLEAN_BYTES = 40 * 1024 * 1024
MAX_ANSWER_BYTES = 48 * 1024 * 1024
WORKER_MEMORY_BYTES = 512 * 1024 * 1024
WORKER_CPU_SECONDS = 15
WORKER_SECONDS = 20


class ScanKind(StrEnum):
    """What an accepted scan is after cleaning."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"


class Finding(StrEnum):
    """Why a scan is refused; the sentences are in `scans`."""

    PIXELS = "pixels"
    PAGES = "pages"
    OBJECTS = "objects"
    PAGE_SIDE = "page-side"
    CONTENT = "content"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_MUCH_WORK = "too-much-work"


class Unacceptable(Exception):
    """Carries a finding out of the cleaning; never leaves this app."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.value)

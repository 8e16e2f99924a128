"""
The process that opens a stranger's file: `python -I -m loket.documents.scan_worker KIND`, the file on stdin.

It holds no secret and no connection, may use 512 MB and 20 s, and answers one line of JSON followed by the bytes.
"""

import json
import resource
import sys

from loket.documents.scan_limits import WORKER_CPU_SECONDS, WORKER_MEMORY_BYTES, Finding, ScanKind, Unacceptable


def main() -> None:
    """Clean the file on stdin and write the answer to stdout."""
    _bind_hands()
    kind = ScanKind(sys.argv[1])
    content = sys.stdin.buffer.read()
    try:
        cleaned, pages = _clean(kind, content)
    except Unacceptable as refusal:
        _answer({"finding": refusal.finding}, b"")
    except (MemoryError, RecursionError):
        _answer({"finding": Finding.TOO_MUCH_WORK}, b"")
    else:
        _answer({"pages": pages}, cleaned)


def _bind_hands() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (WORKER_CPU_SECONDS, WORKER_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (WORKER_MEMORY_BYTES, WORKER_MEMORY_BYTES))


def _clean(kind: ScanKind, content: bytes) -> tuple[bytes, int]:
    # Each library is loaded only for its own kind: a photograph does not wait for the PDF reader.
    if kind is ScanKind.PDF:
        from loket.documents.scan_pdfs import clean_pdf  # noqa: PLC0415

        return clean_pdf(content)
    from loket.documents.scan_images import clean_image  # noqa: PLC0415

    return clean_image(kind, content), 1


def _answer(head: dict[str, object], body: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + body)


if __name__ == "__main__":
    main()

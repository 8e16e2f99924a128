"""A signed checkpoint as a page of plain text: to be printed, mailed, or pinned on a wall outside the office."""

import textwrap
from typing import Final

from loket.offices import queries as offices
from loket.signing.cosigning import cosigned
from loket.signing.history import history_key
from loket.signing.records import SignedSeal
from loket.signing.stamping import stamp_of

WIDTH: Final = 78
_GROUP: Final = 4
_GROUPS_A_LINE: Final = 8
_MEANING: Final = (
    "Akar di atas mencakup seluruh riwayat kantor ini sampai tanggal segel. Simpan halaman ini di luar kantor. "
    "Bila kelak akar pada banyaknya catatan yang sama berbunyi lain, riwayat telah ditulis ulang. "
    "Saksi memeriksa segel berikutnya dengan `loket witness sign`."
)


def printed_seal(seal: SignedSeal) -> str:
    """The page, of at most 78 signs a line except the signed text. Raises HistoryKeyLost and KeyFileBroken."""
    head, stamp = seal.note.head, stamp_of(seal.office_key)
    stamped = stamp is not None and stamp.number == seal.number
    lines = (
        "SEGEL RIWAYAT",
        *textwrap.wrap(offices.office(seal.office_key).name, WIDTH),
        "",
        f"Segel              {head.extension[0].removeprefix('segel ')}",
        f"Banyaknya catatan  {head.size}",
        *((f"Cap waktu          {stamp.at:%Y-%m-%d %H:%M:%S} UTC",) if stamp and stamped else ()),
        "Akar",
        *_in_groups(head.root.hex()),
        "",
        "Kunci pemeriksa",
        f"    {history_key(seal.office_key)}",
        "",
        "Teks bertanda tangan (untuk dibaca mesin, dari baris berikut sampai garis)",
        "",
        *cosigned(seal).text.splitlines(),
        "-" * WIDTH,
        *textwrap.wrap(_MEANING, WIDTH),
    )
    return "".join(f"{line}\n" for line in lines)


def _in_groups(digits: str) -> list[str]:
    """Hexadecimal digits as people compare them: groups of four, eight on a line."""
    groups = [digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP)]
    return ["    " + " ".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE)]

"""Parts of papers that are not handed over, and what the officer reads."""

from loket.core.engine import Collect, refusals
from tests.core.engine.builders import BUDI, HANDED_OVER, case_at
from tests.core.engine.refused_scenes import Refused

COLLECTING = [
    Refused(
        refusals.NotHandingOver,
        lambda: case_at("entri"),
        BUDI,
        Collect(("1 KK",), HANDED_OVER),
        "Pada langkah “1. Entri data” tidak ada dokumen yang diserahkan.",
        "Tunggu sampai berkas berada pada langkah penyerahan.",
    ),
    *(
        Refused(
            refusals.PapersNotChosen,
            lambda: case_at("serahkan"),
            BUDI,
            Collect(papers, HANDED_OVER),
            "Pilih sedikitnya satu dokumen yang diserahkan sekarang.",
        )
        for papers in ((), ("1 KK", " "))
    ),
    Refused(
        refusals.EvidenceMissing,
        lambda: case_at("serahkan"),
        BUDI,
        Collect(("1 KK",), {**HANDED_OVER, "signature": " "}),
        "Belum lengkap: Tanda tangan pengambil.",
        "Isi bagian yang ditandai, lalu kirim lagi.",
    ),
    Refused(
        refusals.EvidenceMissing,
        lambda: case_at("serahkan"),
        BUDI,
        Collect(("1 KK",), {**HANDED_OVER, "collector_name": ""}),
        "Belum lengkap: Nama pengambil.",
        "Isi bagian yang ditandai, lalu kirim lagi.",
    ),
    Refused(
        refusals.EvidenceUnknown,
        lambda: case_at("serahkan"),
        BUDI,
        Collect(("1 KK",), {**HANDED_OVER, "archive_place": "Rak 1"}),
        "Isian archive_place tidak dikenal pada langkah ini.",
    ),
]

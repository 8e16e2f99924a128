"""A family card in Pontianak: corrected twice on the way up, each time exactly one level back."""

from tests.journeys.conftest import AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.personas import Applicant, Fault

DEWI, LUKMAN, BAMBANG, ENDAH, SYARIF = (
    f"pontianak.{name}" for name in ("dewi", "lukman", "bambang", "endah", "syarif")
)
SITI = Applicant("Siti Aminah", "9971014202880001", subject="Perubahan data pendidikan")


class TestAFamilyCardInPontianak:
    def test_comes_back_one_level_at_a_time(self, at_desk: AtDesk) -> None:
        dewi, lukman, bambang, endah = (at_desk(name) for name in (DEWI, LUKMAN, BAMBANG, ENDAH))
        dewi.take_in(SITI, answers={"keperluan": "perubahan-data"})
        resi = dewi.received()

        lukman.open_case(resi)
        do_without_form(lukman)
        lukman.complete("Ya", entry_note="Konsep 1")

        bambang.open_case(resi)
        bambang.send_back("Tidak", Fault("KK lama", "Salah ketik pada konsep", "Nama ibu kurang satu huruf"))
        lukman.list_has("Dikembalikan", SITI.name)
        lukman.open_case(resi)
        lukman.sees("Dikembalikan untuk diperbaiki", "KK lama", "Nama ibu kurang satu huruf")
        lukman.complete("Ya", entry_note="Konsep 2")
        bambang.open_case(resi)
        bambang.complete("Ya")

        endah.open_case(resi)
        endah.send_back("Tidak", Fault("KK lama", "Konsep tidak sesuai dengan berkas", "Pendidikan belum diubah"))
        lukman.open_case(resi)
        lukman.sees("Langkah 4", "Kasi Identitas Penduduk")
        lukman.cannot_act()
        bambang.list_has("Dikembalikan", SITI.name)
        bambang.open_case(resi)
        bambang.sees("Pendidikan belum diubah")
        bambang.complete("Ya")
        endah.open_case(resi)
        endah.complete("Ya")

        lukman.open_case(resi)
        lukman.complete("Tercetak baik", print_result="good")
        syarif = at_desk(SYARIF)
        syarif.open_case(resi)
        syarif.complete("Ditandatangani")
        dewi.open_case(resi)
        assert dewi.numbers() == {}
        dewi.complete(
            "Diserahkan",
            archive_place="Rak 3",
            collector_name=SITI.name,
            collector_nik=SITI.nik,
            collector_relation="self",
            resi_shown=True,
        )
        assert list(dewi.numbers()) == ["Buku agenda Kartu Keluarga"]
        dewi.complete("Diterima", signature="drawn")
        dewi.sees("Permohonan sudah ditutup")

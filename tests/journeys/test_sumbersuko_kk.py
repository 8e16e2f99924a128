"""Family cards in Kecamatan Sumbersuko, gathered into one submission to the office that makes them valid."""

from tests.journeys.conftest import AtDesk
from tests.journeys.forms import do_without_form
from tests.journeys.personas import Applicant

SLAMET, EKO, SUTRISNO, TEGUH = (f"sumbersuko.{name}" for name in ("slamet", "eko", "sutrisno", "teguh"))
FAMILIES = (
    Applicant("Kartini Rahayu", "9935084404850001", subject="Desa Kebonsari"),
    Applicant("Joyo Mulyono", "9935080505800002", subject="Desa Purwosono"),
)


class TestTwoFamilyCardsInSumbersuko:
    def test_go_out_under_one_number(self, at_desk: AtDesk) -> None:
        slamet = at_desk(SLAMET)
        resis = [self.up_to_the_signature(at_desk, family) for family in FAMILIES]

        slamet.visit("/pengajuan-massal/")
        slamet.choose_cases(*resis)
        slamet.give(collector_name="Sri Wahyuni", collector_nik="9935084404850009", resi_shown=True)
        slamet.press("Ajukan yang dipilih (2)")
        slamet.sees("Daftar pengajuan nomor", *resis, *(family.name for family in FAMILIES))
        number = slamet.words().split("Daftar pengajuan nomor ")[1].split()[0]

        for resi in resis:
            slamet.open_case(resi)
            slamet.sees("Permohonan sudah ditutup", number)
            assert list(slamet.numbers()) == ["Buku agenda pengantar KK"]

    def up_to_the_signature(self, at_desk: AtDesk, family: Applicant) -> str:
        """Taken in, verified, given its paraf, printed and signed; the resi."""
        slamet = at_desk(SLAMET)
        slamet.take_in(family, answers={"keperluan": "keluarga-baru"})
        resi = slamet.received()
        for username, outcome, evidence in (
            (EKO, "Valid", {}),
            (SUTRISNO, "Sesuai", {}),
            (EKO, "Tercetak baik", {"print_result": "good"}),
            (TEGUH, "Ditandatangani", {}),
        ):
            desk = at_desk(username)
            desk.open_case(resi)
            if desk.asks_for_form():
                do_without_form(desk)
            desk.complete(outcome, **evidence)
        return resi

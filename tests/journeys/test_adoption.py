"""A court gives a child to other parents: it changes KK and keeps the names of those who bore it."""

from tests.journeys.backroom import Backroom, Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.days import days_ago
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant

BUDI, JOKO, HADI = (f"bintan.{name}" for name in ("budi", "joko", "hadi"))


class TestAnAdoption:
    def test_moves_the_child_and_keeps_its_parents_names(
        self, at_desk: AtDesk, behind: Backroom, kin: dict[str, Kin]
    ) -> None:
        theirs, ours = kin["orang-tua-kandung"], kin["orang-tua-angkat"]
        child, adopter = theirs.niks["Anggun Lestari"], ours.niks["Bramantyo Adi"]
        budi, joko, hadi = at_desk(BUDI), at_desk(JOKO), at_desk(HADI)
        budi.take_in(Applicant("Bramantyo Adi", adopter), service="sk-pengangkatan-anak", papers="present")
        resi = budi.received()
        form = DataForm(joko)
        form.open(resi)
        form.type(
            {
                "child": child,
                "adopter": adopter,
                "court": "Pengadilan Negeri Tanjungpinang",
                "ruling_number": "41/Pdt.P/2026/PN Tpg",
                "ruling_date": days_ago(12),
            }
        )
        form.stands(theirs.kk, ours.kk, "Anggun Lestari", "− keluar", "+ masuk")
        form.keep()
        joko.complete("Diteruskan", entry_note="SIAK 21010601")
        behind.advance(resi, "bintan", to="sahkan")
        hadi.open_case(resi)
        hadi.complete("Ditandatangani")

        assert hadi.issued("KK") == {f"Slamet Riyadi {theirs.kk}", f"Bramantyo Adi {ours.kk}"}
        notes = [one for one in hadi.products() if one.act == "catatan pinggir"]
        assert [(one.paper, one.whose) for one in notes] == [("Akta kelahiran", "Anggun Lestari")]
        assert hadi.issued("Surat keterangan pengangkatan anak") == {"Anggun Lestari, Bramantyo Adi"}
        assert behind.register(child)["kk"] == ours.kk
        letter = hadi.print_product("surat keterangan pengangkatan anak", "Anggun Lestari").words
        assert "41/Pdt.P/2026/PN Tpg" in letter, letter
        behind.advance(resi, "bintan", to="serahkan-dokumen")
        budi.open_case(resi)
        assert budi.numbers()["Buku register pengangkatan anak"].startswith("PA/")
        budi.find_resident(child)
        budi.sees("Slamet Riyadi", "Painem", "2101-LU-05012016-0042")

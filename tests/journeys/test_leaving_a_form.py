"""The operator would leave the data form with something typed and not saved: the browser asks first, and only then."""

from playwright.sync_api import Dialog, expect

from tests.journeys.backroom import Kin
from tests.journeys.conftest import AtDesk
from tests.journeys.forms import DataForm
from tests.journeys.personas import Applicant, OfficerDesk

BUDI, JOKO = (f"bintan.{name}" for name in ("budi", "joko"))
ANSWERS = {"keadaan": "biasa", "kawin": "tidak", "anak_ditinggal": "ya"}
PLACE = "[name=place]"


class Questions:
    """What the browser asks when a page is left; the operator stays, or goes."""

    def __init__(self, desk: OfficerDesk) -> None:
        self.asked: list[str] = []
        self.goes = False
        desk.page.on("dialog", self._answer)

    def _answer(self, dialog: Dialog) -> None:
        self.asked.append(dialog.type)
        if self.goes:
            dialog.accept()
        else:
            dialog.dismiss()


class TestLeavingTheDataForm:
    def test_asks_while_something_is_typed_and_not_saved(self, at_desk: AtDesk, kin: dict[str, Kin]) -> None:
        budi, joko, head = at_desk(BUDI), at_desk(JOKO), kin["kehilangan"].niks["Tarmizi Taher"]
        budi.take_in(Applicant("Tarmizi Taher", head), service="sk-kematian", answers=ANSWERS)
        resi = budi.received()
        form, questions = DataForm(joko), Questions(joko)
        place = joko.page.locator(PLACE)

        form.open(resi)
        self.leave(joko)
        assert questions.asked == []

        joko.follow("Isi formulir")
        place.press_sequentially("Bintan")
        expect(form.status).to_contain_text("belum diisi")
        joko.page.locator(".crumb a").press("Enter")
        expect(place).to_have_value("Bintan")
        assert questions.asked == ["beforeunload"]

        joko.press("Simpan")
        self.leave(joko)
        assert len(questions.asked) == 1

        joko.follow("Buka isian")
        expect(place).to_have_value("Bintan")
        place.press("End")
        place.press_sequentially("!")
        place.press("Backspace")
        self.leave(joko)
        assert len(questions.asked) == 1

        joko.follow("Buka isian")
        joko.page.locator("[name=cause]").select_option(index=1)
        questions.goes = True
        self.leave(joko)
        assert len(questions.asked) == 2

    def leave(self, desk: OfficerDesk) -> None:
        """Back to the case, by the keyboard."""
        with desk.leaving():
            desk.page.locator(".crumb a").press("Enter")

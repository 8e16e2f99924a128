"""A Plh on the morning on which the head is away: the administrator proposes, the Sekretaris confirms, and it holds (T27)."""

import datetime

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import AtDesk
from tests.journeys.personas import OfficerDesk

ADMIN, SECRETARY = "sumbersuko.admin", "sumbersuko.endang"
PERSON = "Sutrisno, S.Sos."
TITLE = "Camat"


def choose(form: Locator, name: str, label: str) -> None:
    """One of a few as radio buttons, one of many from a list."""
    if form.locator(f"select[name={name}]").count():
        form.locator(f"select[name={name}]").select_option(label=label)
    else:
        form.get_by_label(label, exact=True).check()


def propose(admin: OfficerDesk, person: str, today: datetime.date) -> None:
    admin.visit("/kantor/jabatan/")
    admin.page.get_by_text("Tunjuk petugas pada jabatan").click()
    form = admin.page.locator("details[open] form")
    choose(form, "appoint-person", person)
    choose(form, "appoint-position", TITLE)
    choose(form, "appoint-kind", "Plh. (pejabat berhalangan)")
    form.get_by_label("Surat keputusan").fill("SPT 12/2026")
    form.get_by_label("Berlaku mulai").fill(today.isoformat())
    form.get_by_label("Sampai sebelum").fill((today + datetime.timedelta(days=1)).isoformat())
    form.get_by_label("Alasan").fill("Pejabat berhalangan")
    admin.press("Usulkan penunjukan")


class TestAPlh:
    def test_is_proposed_by_one_and_confirmed_by_another(self, at_desk: AtDesk) -> None:
        today = datetime.date.today()  # noqa: DTZ011 (what stands on the wall of the office)
        admin, secretary = at_desk(ADMIN), at_desk(SECRETARY)
        propose(admin, PERSON, today)
        admin.sees("Berlaku sesudah dipastikan", "Menunggu orang kedua")
        expect(admin.page.get_by_role("button", name="Pastikan")).to_have_count(0)

        secretary.visit("/")
        secretary.follow("1 usulan jabatan atau akun menunggu kepastian Anda")
        secretary.press(f"Pastikan {PERSON}, Plh. {TITLE}")
        secretary.sees("dipastikan dan berlaku")
        secretary.does_not_see("Menunggu orang kedua")
        admin.visit("/kantor/jabatan/")
        admin.sees("Dipastikan:", "SPT 12/2026")

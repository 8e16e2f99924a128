"""The data form of a case at the browser: filled field by field while the server judges it, ticked, or done without."""

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, expect

from tests.journeys.personas import OfficerDesk

Row = Mapping[str, str | bool]
Values = Mapping[str, str | bool | Mapping[str, Row] | Sequence[Row]]
REASON = "Sesuai dokumen asli yang diperlihatkan"
STANDS = "Siap diteruskan"


class DataForm:
    """The form of the case that this officer has open."""

    def __init__(self, desk: OfficerDesk) -> None:
        self.desk = desk
        self.page = desk.page
        self.verdict = self.page.locator("#hasil")
        self.status = self.page.locator("#entry-status")

    def open(self, resi: str) -> None:
        """Go to the empty form by way of the case."""
        self.desk.open_case(resi)
        self.desk.follow("Isi formulir")

    def type(self, values: Values) -> None:
        """Fill fields in, in this order; a field that depends on others comes when the server has seen those."""
        for name, value in values.items():
            match value:
                case str() | bool():
                    self._set(self.page.locator(f"[name='{name}']"), value)
                case Mapping():
                    self._members(name, value)
                case rows:
                    self._people(name, rows)

    def stands(self, *said: str) -> None:
        """The server finds nothing more to say against it; its verdict tells these things."""
        try:
            expect(self.status).to_contain_text(STANDS)
        except AssertionError as unmet:
            raise AssertionError(self.verdict.inner_text()) from unmet
        for words in said:
            expect(self.verdict).to_contain_text(words)
        self.desk.look()

    def accept_warnings(self, *sentences: str) -> None:
        """The warnings are these, in this order; each gets its reason."""
        notes = self.verdict.locator(".note", has=self.page.locator("[data-reason]"))
        expect(notes).to_contain_text([re.compile(re.escape(sentence)) for sentence in sentences])
        for reason in notes.locator("[data-reason]").all():
            reason.fill(REASON)
            reason.blur()

    def keep(self) -> None:
        """Save it and go back to the case."""
        self.desk.press("Simpan, lanjut")
        self.desk.sees("Isian tersimpan dan sudah lengkap.")

    def tick_all(self, resi: str) -> None:
        """The verifier holds every answer against the papers and finds them to agree."""
        self.desk.open_case(resi)
        self.desk.follow("Cocokkan isian dengan berkas")
        lines = self.page.locator(".check__line", has=self.page.locator("form"))
        expect(lines.first.locator("[name=verdict][value=benar]")).to_be_focused()
        assert self.page.evaluate("scrollY") == 0, "the head of the page stays in sight"
        self.page.keyboard.press("1")
        expect(lines.first).to_have_class(re.compile("is-benar"))
        for place in range(1, lines.count()):
            lines.nth(place).locator("[name=verdict][value=benar]").click()
            expect(lines.nth(place)).to_have_class(re.compile("is-benar"))
        self.desk.look()
        self.desk.follow("Lanjut ke langkah")

    def _set(self, fields: Locator, value: str | bool) -> None:
        first = fields.first
        expect(first).to_be_visible()
        if isinstance(value, bool):
            first.set_checked(value)
        elif first.get_attribute("type") == "radio":
            self.page.locator(f"[name='{first.get_attribute('name')}'][value='{value}']").check()
        elif first.evaluate("field => field.tagName") == "SELECT":
            first.select_option(label=value)
        else:
            first.fill(value)

    def _members(self, name: str, said: Mapping[str, Row]) -> None:
        """What becomes of these members of the KK that the form names, by their names."""
        for who, row in said.items():
            member = self.page.locator(f"#r-{name} fieldset.person", has_text=re.compile(rf"^\s*{re.escape(who)} \("))
            for column, value in row.items():
                self._set(member.locator(f"[name^='{name}.'][name$='.{column}']"), value)

    def _people(self, name: str, rows: Sequence[Row]) -> None:
        """People who are named one after the other."""
        for place, row in enumerate(rows):
            person = self.page.locator(f"#r-{name} > details").nth(place)
            if person.get_attribute("open") is None:
                person.locator(":scope > summary").click()
            for column, value in row.items():
                self._set(self.page.locator(f"[name='{name}.{place}.{column}']"), value)


def do_without_form(desk: OfficerDesk) -> None:
    """The open case changes nothing in the register; the officer says why."""
    desk.follow("Isi formulir")
    desk.page.get_by_text("Tidak memakai isian untuk permohonan ini").click()
    desk.page.get_by_label("Alasan", exact=True).fill("Data penduduk ini belum ada dalam register")
    desk.press("Simpan tanpa isian")
    desk.sees("Tersimpan: permohonan ini tidak memakai isian.")

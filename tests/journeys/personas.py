"""The people of the journeys, each at a browser of their own, doing what a person does: read, fill in, press."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from playwright.sync_api import APIResponse, Locator, Page, expect
from pypdf import PdfReader

from tests.journeys.inspection import Inspection

PASSWORD = "loket"
RESI = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass(frozen=True)
class Applicant:
    """Who asks for a document."""

    name: str
    nik: str
    phone: str = "0812 0000 0001"
    subject: str = ""


@dataclass(frozen=True)
class Fault:
    """One line of a return: what is wrong, for which of the reasons the procedure knows, and what exactly."""

    about: str
    reason: str
    note: str


@dataclass(frozen=True)
class Papers:
    """A printed page: its words on one line, and how it was sent."""

    words: str
    pages: int
    name: str


@dataclass(frozen=True)
class Product:
    """A paper that an application yields, takes back or annotates, as its page lists it."""

    paper: str
    act: str
    whose: str
    number: str


class OfficerDesk:
    """One officer at the desk. Every method ends on a page that was looked at."""

    def __init__(self, page: Page, inspection: Inspection) -> None:
        self.page = page
        self._inspection = inspection

    # What any visitor does.

    def look(self, status: int = 200) -> None:
        """Judge the page as it is now."""
        self._inspection.look(status)

    def visit(self, path: str, status: int = 200) -> None:
        """Open an address of the desk."""
        self.page.goto(path)
        self.look(status)
        if status == 200:
            self._say_why()

    @contextmanager
    def leaving(self, status: int = 200) -> Iterator[None]:
        """What happens in the block leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            yield
        self.look(status)
        if status == 200:
            self._say_why()

    def _say_why(self) -> None:
        """Where it is asked for what somebody's data is opened, say so and go on."""
        form = self.page.locator("form#tujuan")
        if not form.count():
            return
        form.get_by_label("Menjawab pertanyaan atau pengaduan").check()
        form.get_by_label("Alasan").fill("menanyakan datanya di loket")
        with self.page.expect_navigation(wait_until="load"):
            form.get_by_role("button", name="Buka data").click()
        self.look()

    def press(self, name: str, status: int = 200) -> None:
        """Press the button of this name, and wait for the page it leads to."""
        with self.leaving(status):
            self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the link of this name."""
        with self.leaving():
            self.page.get_by_role("link", name=name, exact=True).first.click()

    def proves_again(self) -> None:
        """Give the password where it is asked for once more: of whoever signed in more than five minutes ago."""
        if "/kode/" in self.page.url:
            self.page.get_by_label("Kata sandi Anda").fill(PASSWORD)
            self.press("Lanjutkan")

    def sees(self, *words: str) -> None:
        """Every one of these stands on the page."""
        for text in words:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def does_not_see(self, *words: str) -> None:
        """None of these stands on the page."""
        for text in words:
            expect(self.page.get_by_role("main")).not_to_contain_text(text)

    def words(self) -> str:
        """All that the page says, on one line."""
        return " ".join(self.page.get_by_role("main").inner_text().split())

    def print(self, link: str) -> Papers:
        """Fetch the PDF behind a link, as the viewer in the new tab would, and read it."""
        address = self.page.get_by_role("link", name=link, exact=True).first.get_attribute("href")
        assert address, link
        return self._read(self.page.request.get(address), link)

    def _read(self, answer: APIResponse, asked: str) -> Papers:
        assert answer.status == 200, f"{asked}: {answer.status}"
        assert answer.headers["content-type"] == "application/pdf"
        reader = PdfReader(BytesIO(answer.body()))
        words = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
        return Papers(words, len(reader.pages), answer.headers.get("content-disposition", ""))

    # Coming and going.

    def sign_in(self, username: str) -> None:
        """Come through the door with the password of the demo offices."""
        self.visit("/masuk/")
        self.page.get_by_label("Nama pengguna").fill(username)
        self.page.get_by_label("Kata sandi").fill(PASSWORD)
        self.press("Masuk")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Meja saya")

    # The case.

    def open_case(self, resi: str) -> None:
        """Find a case by its resi, as a scanner types it."""
        box = self.page.get_by_role("searchbox")
        box.fill(resi)
        with self.leaving():
            box.press("Enter")
        expect(self.page.get_by_role("main")).to_contain_text(resi)

    def list_has(self, tab: str, applicant: str) -> None:
        """The list of this name on the officer's own desk shows the applicant."""
        self.visit("/")
        self.page.get_by_role("navigation", name="Daftar pekerjaan").get_by_role("link", name=re.compile(tab)).click()
        self.page.wait_for_url("**/?daftar=*")
        self.look()
        expect(self.page.get_by_role("row").filter(has_text=applicant).first).to_be_visible()

    def cannot_act(self) -> None:
        """The page offers this officer no outcome."""
        expect(self.page.locator("[data-outcomes]")).to_have_count(0)

    def choose_cases(self, *resis: str) -> None:
        """Tick exactly these rows of a list."""
        for box in self.page.locator("[name=item]").all():
            box.set_checked(any(resi in (box.get_attribute("aria-label") or "") for resi in resis))

    def numbers(self) -> dict[str, str]:
        """The numbers that the case on the page has taken, by the title of the book."""
        facts = self.page.get_by_role("region", name="Pemohon", exact=True)
        books = facts.locator("dt").filter(has_text=re.compile("^Buku")).all_inner_texts()
        return {book: facts.locator(f"dt:text-is('{book}') + dd").inner_text() for book in books}

    def asks_for_form(self) -> bool:
        """Whether the case on the page waits for this officer to fill its form."""
        return self.page.get_by_role("link", name="Isi formulir", exact=True).count() > 0

    def products(self) -> list[Product]:
        """The papers of the case on the page."""
        return [self._product(line) for line in self.page.locator(".products .product").all()]

    def _product(self, line: Locator) -> Product:
        paper, act = line.locator("strong").inner_text(), line.locator(".chip").inner_text()
        words = " ".join(line.inner_text().split())
        whose = words.removeprefix(f"{paper} · ").split(f" {act} ", 1)[0]
        number = line.locator(".code")
        return Product(paper, act, whose, number.inner_text() if number.count() else "")

    def issued(self, paper: str) -> set[str]:
        """For whom the case on the page has this paper issued."""
        return {product.whose for product in self.products() if (product.paper, product.act) == (paper, "terbit")}

    def print_product(self, paper: str, whose: str) -> Papers:
        """Look at a paper of the case on the page as it would be printed, then have it printed."""
        link = self.page.get_by_role(
            "link", name=re.compile(rf"^Lihat dan cetak ?: {re.escape(paper)} {re.escape(whose)}", re.IGNORECASE)
        )
        with self.leaving():
            link.click()
        expect(self.page.locator("figure.sheet img").first).to_be_visible()
        form = self.page.locator("form[action$='/cetak/']")
        sent = form.evaluate("form => Object.fromEntries(new FormData(form))")
        answer = self.page.request.post(form.get_attribute("action") or "", form=sent)
        printed = self._read(answer, paper)
        self.page.go_back(wait_until="load")
        self.look()
        return printed

    def find_resident(self, number: str) -> None:
        """Look someone, or a KK, up in the register by number."""
        self.visit("/penduduk/")
        box = self.page.get_by_label("NIK, nomor KK, nomor dokumen, resi, atau nama")
        box.fill(number)
        with self.leaving():
            box.press("Enter")

    def complete(self, outcome: str, **evidence: object) -> None:
        """Finish the open step by this outcome, leaving this evidence; a checklist is answered as a whole."""
        self.give(**evidence)
        unmatched = self.page.locator("[name=belum-dicocokkan]")
        if unmatched.count():
            unmatched.check()
        self.press(outcome)
        self.sees("Langkah selesai")

    def give(self, **evidence: object) -> None:
        """Fill in the fields of these names."""
        for name, value in evidence.items():
            if name == "checklist":
                self.judge_papers(str(value))
            elif name == "signature":
                self.sign_on_the_pad()
            else:
                self._fill(name, value)

    def _fill(self, name: str, value: object) -> None:
        fields = self.page.get_by_role("main").locator(f"[name='{name}']")
        if value is True:
            fields.check()
        elif fields.first.get_attribute("type") == "radio":
            self.page.locator(f"[name='{name}'][value='{value}']").check()
        elif fields.evaluate("field => field.tagName") == "SELECT":
            fields.select_option(str(value))
        else:
            fields.fill(str(value))

    def judge_papers(self, state: str, **apart: str) -> None:
        """Judge every line of the checklist alike, but those named `apart`."""
        for line in self.page.locator(".checklist__line fieldset").all():
            requirement = (line.get_attribute("id") or "").removeprefix("f-r-")
            line.locator(f"[value='{apart.get(requirement, state)}']").first.check()

    def send_back(self, outcome: str, *faults: Fault) -> None:
        """Return the case by this outcome, line by line."""
        with self.leaving():
            self.page.locator("[data-outcomes]").get_by_role("button", name=re.compile(rf"^{outcome}…")).click()
        rows = self.page.locator("form .checklist__line")
        for fault in faults:
            row = rows.filter(has=self.page.get_by_text(fault.about, exact=True))
            row.get_by_role("checkbox").check()
            row.get_by_label("Alasan").select_option(label=fault.reason)
            row.get_by_label("Catatan").fill(fault.note)
        self.press("Kembalikan sekarang")
        self.sees("Permohonan dikembalikan.")

    def sign_on_the_pad(self) -> None:
        """Draw a signature by hand."""
        pad = self.page.locator(".pad")
        pad.scroll_into_view_if_needed()
        box = pad.bounding_box()
        assert box is not None
        hand = self.page.mouse
        hand.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.6)
        hand.down()
        for across, down in ((0.25, 0.2), (0.35, 0.7), (0.5, 0.3), (0.65, 0.7), (0.85, 0.4)):
            hand.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down, steps=6)
        hand.up()
        expect(self.page.locator("[data-pad-status]")).to_have_text("Sudah ditandatangani di layar.")

    # The counter.

    def take_in(
        self,
        applicant: Applicant,
        *,
        service: str = "",
        answers: Mapping[str, str] | None = None,
        papers: str = "present",
        apart: Mapping[str, str] | None = None,
        **evidence: object,
    ) -> None:
        """Take an application in by mouse, up to the last button."""
        self.visit("/permohonan/baru/")
        if service:
            self._choose(self.page.locator(f"[name=service][value='{service}']"))
        self.give(nik=applicant.nik, full_name=applicant.name, phone=applicant.phone, subject=applicant.subject)
        for name, answer in (answers or {}).items():
            self._choose(self.page.locator(f"[name='a-{name}'][value='{answer}']"))
        self.judge_papers(papers, **(apart or {}))
        self.give(**evidence)

    def _choose(self, radio: Locator) -> None:
        """Choose, and wait for the papers that the choice asks for."""
        if radio.is_checked():
            return
        with self.page.expect_response(lambda answer: answer.url.endswith("/persyaratan/")):
            radio.check()
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    def received(self) -> str:
        """Send the form of the counter, and read the resi it gives."""
        self.press("Terima dan beri resi")
        self.sees("Permohonan diterima")
        return self.resi()

    def resi(self) -> str:
        """The resi that stands on this page."""
        found = RESI.search(self.words())
        assert found, self.words()
        return found.group()

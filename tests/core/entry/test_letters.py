"""Letters for victims of disasters, as forms ask for them."""

from loket.core.register import Documents
from loket.core.register.change import Paper
from tests.core.entry.filling import event, nik, wrong
from tests.core.register.people import RINA, SARI, day, decided, neighbourhood, refused, with_record

SURVEY = {
    "disaster": "Banjir Kijang",
    "disaster_date": "01-12-2026",
    "survey_letter": "7/2026",
    "survey_date": "05-12-2026",
}


class TestLetters:
    def test_of_identity_stand_for_what_the_register_knows(self) -> None:
        found = event("skpti", {"resident": nik(SARI), **SURVEY, "lost_kk": "ya", "lost_ktp_el": "ya"})
        assert (found.ground, found.disaster) == ("Formulir pendataan 7/2026, 05-12-2026", "Banjir Kijang")
        assert found.date == day("2026-12-01")
        assert [(o.paper, o.note) for o in decided(neighbourhood(), found).outputs] == [(Paper.SKPTI, "KK, KTP-el")]

    def test_of_certificates_stand_for_the_lost_akta(self) -> None:
        part = with_record(neighbourhood(), RINA, documents=Documents(birth_akta="2101-LU-1"))
        found = event("skps", {"resident": nik(RINA), **SURVEY, "lost_birth": "ya"}, part)
        assert [o.paper for o in decided(part, found).outputs] == [Paper.SKPS]

    def test_stand_for_nothing_that_was_never_held(self) -> None:
        found = event("skpti", {"resident": nik(SARI), **SURVEY, "lost_kia": "ya"})
        assert refused(neighbourhood(), found) == ("document-not-held",)

    def test_are_wrong_without_a_lost_paper(self) -> None:
        assert wrong("skpti", {"resident": nik(SARI), **SURVEY}) == ("letter-nothing-lost", "lost_kk")
        assert wrong("skps", {"resident": nik(SARI), **SURVEY}) == ("letter-nothing-lost", "lost_birth")

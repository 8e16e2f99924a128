"""What an office is shown of a form: those it keeps and those on their way to it, and no sentence about anybody else."""

from uuid import UUID

import pytest

from loket.casework import demo
from loket.core.entry import Raw
from loket.core.problems import Refusal
from loket.core.register.codes import MaritalStatus, ResidentStatus, Sex, Shdk
from loket.core.register.refusals import LifeEventRefused, WarningsNotAccepted
from loket.core.terms import RegionCode
from loket.entries import queries, seeing
from loket.entries.judging import events_of, filled
from loket.entries.records import Filling, Judged
from loket.entries.refusals import EntryFaulty
from loket.register import models
from loket.register import services as registry
from tests.apps import factories
from tests.apps.entries import births, elsewhere
from tests.apps.register import people
from tests.apps.register.people import Home

pytestmark = pytest.mark.django_db


def judged(kind: str, raw: Raw) -> Judged:
    """The form as Bintan would take it."""
    return queries.judge(kind, raw, factories.budi(), {}, at=factories.MONDAY)


def refusal(kind: str, raw: Raw) -> Refusal:
    """What Bintan's operator is told when he wants to go on with the form."""
    case = elsewhere.at_operator(kind)
    births.save(case, Filling(kind, raw))
    with pytest.raises(Refusal) as refused:
        demo.complete_open_step(case, "bintan", factories.MONDAY)
    return refused.value


class TestWhoIsUnderWay:
    @pytest.mark.parametrize(("to", "shown"), [(people.KIJANG, True), (elsewhere.MAKASSAR, False)])
    def test_is_shown_where_the_letter_leads(self, to: RegionCode, shown: bool) -> None:
        home = elsewhere.under_way(to)
        seen = queries.as_seen(judged("pindah-datang", elsewhere.arrival(home)), factories.budi().office_id)
        assert seen.stands
        assert bool(seen.known.residents) is shown
        assert bool(seen.foreseen.families) is shown

    @pytest.mark.parametrize(("to", "told"), [(people.KIJANG, "Islam"), (elsewhere.MAKASSAR, None)])
    def test_is_compared_with_the_register_there_alone(self, to: RegionCode, told: str | None) -> None:
        home = elsewhere.under_way(to)
        raw = elsewhere.arrival(home)
        rows = [{"who": elsewhere.nik_of(home.members[0]), "shdk": "1", "religion": "2"}]
        assert judged("pindah-datang", {**raw, "returning": rows}).differing.get("returning.0.religion") == told

    @pytest.mark.parametrize(("to", "told"), [(people.KIJANG, True), (elsewhere.MAKASSAR, False)])
    def test_has_a_letter_that_is_told_there_alone(self, to: RegionCode, told: bool) -> None:
        raw = {**elsewhere.arrival(elsewhere.under_way(to)), "skpwni_number": "SKPWNI/6171/16112026/0009"}
        [found] = judged("pindah-datang", raw).foreseen.findings
        assert found.rule == "arrival-fits-letter"
        assert (elsewhere.LETTER in found.sentence) is told

    def test_stays_shown_to_the_office_that_was_left(self) -> None:
        home = elsewhere.under_way(elsewhere.MAKASSAR)
        raw = {"skpwni_number": elsewhere.LETTER, "reason": "batal"}
        movers = [{"who": elsewhere.nik_of(home.members[0])}]
        back = queries.judge("batal-pindah", {**raw, "movers": movers}, factories.dewi(), {}, at=factories.MONDAY)
        assert queries.as_seen(back, factories.dewi().office_id).known.residents

    def test_may_arrive_elsewhere_than_the_letter_says(self) -> None:
        home = elsewhere.under_way(elsewhere.MAKASSAR)
        form, problems = filled("pindah-datang", elsewhere.arrival(home), factories.budi(), factories.MONDAY)
        assert problems == ()
        for event in events_of("pindah-datang", form):
            registry.record_life_event(
                event,
                officer=factories.budi(),
                key=registry.new_id(),
                accepted={"arrival-fits-letter": "berubah tujuan"},
                at=factories.MONDAY,
            )
        joko = models.Resident.objects.get(pk=home.members[0])
        assert (joko.status, joko.office_id) == (ResidentStatus.ACTIVE, factories.budi().office_id)


class TestASentence:
    OWN_COUPLE = "Perkawinan orang tua Lia Salim menurut register belum tercatat: Sari Wulandari tercatat kawin dengan Agus Salim."

    def test_about_an_answer_names_nobody_of_another_office(self) -> None:
        there = people.alone(office=factories.dewi(), address=people.PONTIANAK)
        [problem] = judged("pindah-datang", elsewhere.arrival(there)).problems
        assert (problem.id, problem.field) == ("entry-already-here", "returning.0.who")
        assert problem.sentence == "Isian ini tidak cocok dengan data orang yang tercatat pada kantor lain."
        assert "kantor yang mencatatnya" in problem.hint
        assert "pindah alamat" not in problem.hint

    def test_about_an_answer_names_who_is_kept_here(self) -> None:
        [problem] = judged("pindah-datang", elsewhere.arrival(people.alone())).problems
        assert problem.sentence == "Joko Susilo sudah tercatat tinggal di sini."

    def test_of_the_register_names_nobody_of_another_office(self) -> None:
        raw = births.answers(people.saris(), father=elsewhere.nik_of(self.boy_there()))
        found = judged("kelahiran", raw).foreseen.findings
        assert found
        assert not any("Bima" in one.sentence + one.hint for one in found)
        assert any(one.sentence.startswith("Isian ini tidak cocok") for one in found)

    def woman_there(self) -> Home:
        """A woman of Pontianak, who can be nobody's father."""
        dini = people.person("Dini Hartono", Sex.FEMALE, "1990-01-01", marital_status=MaritalStatus.CERAI_MATI)
        return people.live((dini, Shdk.HEAD), number=6, office=factories.dewi(), address=people.PONTIANAK)

    def boy_there(self) -> UUID:
        """A boy of ten in Pontianak, who can be nobody's father."""
        there = people.live(
            (people.person("Bambang Hartono", Sex.MALE, "1980-01-01"), Shdk.HEAD),
            (people.person("Bima Hartono", Sex.MALE, "2016-01-01"), Shdk.CHILD),
            number=5,
            office=factories.dewi(),
            address=people.PONTIANAK,
        )
        return there.members[1]

    def test_of_the_register_names_no_relative_whom_the_form_does_not(self) -> None:
        couple = elsewhere.apart()
        raw = {"resident": elsewhere.nik_of(couple.here.members[0]), "change_marital": "ya"}
        change = {"marital_status": "4", "marital_date": "01-11-2026", "marital_basis": "Akta 1"}
        [found] = judged("perubahan-data", {**raw, **change}).foreseen.findings
        assert found.rule == "couple-event-needed"
        assert "Sari" not in found.sentence

    def test_that_asks_for_a_reason_at_a_step_names_nobody_of_another_office(self) -> None:
        raw = births.answers(people.saris(), father=elsewhere.nik_of(self.boy_there()))
        refused = refusal("kelahiran", raw)
        assert isinstance(refused, WarningsNotAccepted)
        assert "Isian ini tidak cocok" in refused.explanation
        assert "Bima" not in f"{refused.explanation} {refused.hint} {refused.data} {refused.findings}"
        assert [one.rule for one in refused.findings] == ["parents-age-gap", "birth-bond-fits"]

    def test_that_refuses_a_step_names_nobody_of_another_office(self) -> None:
        home, there = people.saris(), self.woman_there()
        raw = births.answers(home, father=elsewhere.nik_of(there.members[0]))
        refused = refusal("kelahiran", raw)
        assert isinstance(refused, LifeEventRefused)
        assert not isinstance(refused, WarningsNotAccepted)
        assert refused.explanation == f"{seeing.UNSAID} {self.OWN_COUPLE}"
        assert "Dini" not in f"{refused.hint} {refused.data} {refused.findings}"

    def test_that_refuses_a_step_names_who_is_kept_here(self) -> None:
        home = people.saris()
        refused = refusal("kelahiran", births.answers(home, father=elsewhere.nik_of(home.members[1])))
        assert "Sari Wulandari" in refused.explanation

    def test_about_an_answer_that_holds_up_a_step_names_nobody_of_another_office(self) -> None:
        there = people.alone(office=factories.dewi(), address=people.PONTIANAK)
        refused = refusal("pindah-datang", elsewhere.arrival(there))
        assert isinstance(refused, EntryFaulty)
        assert "Joko" not in f"{refused.explanation} {refused.problems}"
        assert [one.field for one in refused.problems] == ["returning.0.who"]


class TestAPaper:
    def test_for_a_kk_of_another_office_is_without_head_and_number(self) -> None:
        couple = elsewhere.apart()
        case = elsewhere.at_operator("pembatalan-perkawinan")
        births.save(case, Filling("pembatalan-perkawinan", couple.annulment))
        case = demo.advance(case, "bintan", to=births.EFFECT, at=factories.MONDAY)
        demo.complete_open_step(case, "bintan", factories.MONDAY)
        made = queries.products_of(case.resi)
        shown = {one.family_id: one for one in queries.products_as_seen(made, factories.budi().office_id)}
        assert shown[couple.here.id].kk_number == couple.here.kk_number.digits
        assert (shown[couple.there.id].family, shown[couple.there.id].kk_number) == (None, "")


class TestASentenceAboutOnesOwnPeople:
    SECRET = seeing.Unspoken(frozenset({"Aminah", "6171011002900001"}), frozenset({"Yusuf"}))

    def test_stays_with_nobody_else_named(self) -> None:
        said, hint = self.SECRET.without("Aminah dan Yusuf dalam KK yang berbeda.", "Tanyakan kepada Aminah.")
        assert said == "Orang yang tercatat pada kantor lain dan Yusuf dalam KK yang berbeda."
        assert hint == "Tanyakan kepada orang yang tercatat pada kantor lain."

    def test_gives_way_where_it_is_of_others_alone(self) -> None:
        assert self.SECRET.without("NIK 6171011002900001 sudah ada.", "") == (seeing.UNSAID, seeing.UNSAID_HINT)

    def test_gives_way_where_it_tells_when_another_was_born(self) -> None:
        secret = seeing.Unspoken(self.SECRET.words, self.SECRET.own, frozenset({"01-02-1990"}))
        told = "Yusuf lahir tanggal 04-05-1990, hanya 92 hari sesudah Aminah (lahir tanggal 01-02-1990)."
        assert secret.without(told, "") == (seeing.UNSAID, seeing.UNSAID_HINT)
        assert secret.without("Yusuf lahir tanggal 01-02-1990.", "")[0] == "Yusuf lahir tanggal 01-02-1990."

    def test_is_left_alone_where_it_tells_nothing(self) -> None:
        assert self.SECRET.without("Aminahwati tidak dikenal.", "Periksa.") == ("Aminahwati tidak dikenal.", "Periksa.")

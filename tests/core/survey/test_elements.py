"""The questionnaire as the regulation has it."""

from loket.core.survey.elements import ELEMENTS, KEYS


class TestTheQuestionnaire:
    def test_has_nine_elements_of_four_answers(self) -> None:
        assert len(set(KEYS)) == 9
        assert all(len(set(element.answers)) == 4 for element in ELEMENTS)

    def test_runs_from_bad_to_good(self) -> None:
        ends = {element.key: (element.answers[0], element.answers[-1]) for element in ELEMENTS}
        assert ends["biaya"] == ("Sangat mahal", "Gratis")
        assert ends["pengaduan"] == ("Tidak ada", "Dikelola dengan baik")

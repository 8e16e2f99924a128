"""Words for messages are checked before they are used, so that filling them in never fails; numbers of people never pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.messages.kinds import DISCREET, KINDS, LANGUAGES, OF_A_CASE, Kind
from loket.core.messages.length import sms_length
from loket.core.messages.wording import LONGEST, faults, filled, preview


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("", "message-empty"),
            ("{resi} " + "x" * LONGEST, "message-long"),
            ("{resi}\nlagi", "message-signs"),
            ("{resi} {", "message-braces"),
            ("{resi} {nama}", "message-variable"),
            ("{resi} {}", "message-variable"),
            ("selesai", "message-lacks"),
            ("{resi} 9901014101900001", "message-number"),
            ("{resi} 9901 0141 0190 0001", "message-number"),
        ],
    )
    def test_name_what_is_wrong(self, text: str, problem: str) -> None:
        assert problem in {one.id for one in faults(Kind.READY, text)}

    def test_name_all_at_once(self) -> None:
        assert len(faults(Kind.READY, "{nama} {")) == 3

    @pytest.mark.parametrize("kind", Kind)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_not_in_words_of_ours(self, kind: Kind, language: str) -> None:
        assert faults(kind, KINDS[kind].words[language]) == ()

    def test_let_no_kind_name_a_person(self) -> None:
        named = {name for spec in KINDS.values() for name in spec.variables}
        assert named.isdisjoint({"nama", "nik", "kk", "telepon"})
        assert Kind.CODE not in OF_A_CASE

    @pytest.mark.parametrize("kind", DISCREET)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_about_a_complaint_do_not_say_so_in_one_text_message_without_a_link(
        self, kind: Kind, language: str
    ) -> None:
        said = preview(kind, KINDS[kind].words[language], "Disdukcapil Kabupaten Bintan")
        assert not any(word in said.lower() for word in ("adu", "lapor", "keberatan", "complain", "object", "http"))
        assert "tautan" not in KINDS[kind].variables
        assert sms_length(said).parts == 1

    def test_about_a_complaint_are_all_discreet(self) -> None:
        assert set(DISCREET) == {kind for kind in Kind if kind.value.startswith("pengaduan")}


class TestFilled:
    def test_is_one_line_without_what_was_not_given(self) -> None:
        assert filled("{resi}:  {tautan} siap", {"resi": "7K2M\n4QX9"}) == "7K2M 4QX9: siap"

    def test_hides_what_looks_like_a_number_of_a_person(self) -> None:
        assert "9901" not in filled("lengkapi {kekurangan}", {"kekurangan": "KTP 9901.0141.0190.0001"})

    def test_previews_with_values_that_are_made_up(self) -> None:
        assert preview(Kind.READY, "{kantor} {resi}", "Kantor Uji") == "Kantor Uji 7K2M-94QX-B3TD"

    @given(st.text(max_size=60), st.dictionaries(st.sampled_from(["resi", "kantor", "x"]), st.text()))
    def test_never_fails(self, text: str, values: dict[str, str]) -> None:
        found = filled(text, values)
        assert "\n" not in found

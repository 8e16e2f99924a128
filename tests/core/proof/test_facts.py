"""What a paper says has one digest."""

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.core.proof.facts import canonical_facts, facts_digest

PLAIN = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=8)
FACTS = st.dictionaries(
    st.text("abcdef", max_size=3),
    st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz"), inner, max_size=3)),
    max_size=4,
)


class TestFactsDigest:
    @given(FACTS)
    def test_does_not_depend_on_the_order_of_fields(self, facts: dict[str, object]) -> None:
        assert facts_digest(facts) == facts_digest(dict(reversed(facts.items())))

    def test_tells_a_number_from_its_text_and_nothing_from_an_empty_field(self) -> None:
        said: list[object] = [1, "1", True, None, "", (), {}]
        assert len({facts_digest({"order": value}) for value in said}) == len(said)

    def test_takes_a_tuple_for_a_list(self) -> None:
        assert facts_digest({"rows": ("a", "b")}) == facts_digest({"rows": ["a", "b"]})

    def test_takes_two_spellings_of_one_letter_for_the_letter(self) -> None:
        assert facts_digest({"name": "Andr\u00e9"}) == facts_digest({"name": "Andre\u0301"})

    def test_can_be_made_by_anyone_from_its_one_spelling(self) -> None:
        spelled = '{"name":"Sari Dewi","rows":[1,null]}'
        assert canonical_facts({"rows": [1, None], "name": "Sari Dewi"}) == spelled.encode()
        assert (
            facts_digest({"rows": [1, None], "name": "Sari Dewi"})
            == hashlib.sha256(b"loket-facts-1\n" + spelled.encode()).digest()
        )

    @pytest.mark.parametrize("value", [1.5, date(2026, 11, 23), b"bytes", {1: "a"}, {"a"}], ids=str)
    def test_refuses_what_has_more_than_one_spelling(self, value: object) -> None:
        with pytest.raises(TypeError):
            facts_digest({"value": value})

    def test_refuses_two_fields_of_one_name(self) -> None:
        with pytest.raises(ValueError, match="Two fields"):
            facts_digest({"\u00e9": 1, "e\u0301": 2})

    def test_refuses_half_a_letter(self) -> None:
        with pytest.raises(ValueError, match="surrogates"):
            facts_digest({"name": "\ud800"})

"""What a signed paper is worth."""

import pytest

from loket.core.proof.standing import Standing, may_follow, today

S = Standing


class TestADecision:
    @pytest.mark.parametrize(("before", "after"), [(None, S.REVOKED), (S.VALID, S.REVOKED), (S.REVOKED, S.VALID)])
    def test_revokes_or_reinstates(self, before: Standing | None, after: Standing) -> None:
        assert may_follow(before, after)
        assert [one for one in Standing if may_follow(before, one)] == [after]


class TestToday:
    @pytest.mark.parametrize(
        ("decided", "has_later", "standing"),
        [
            (None, False, S.VALID),
            (None, True, S.REPLACED),
            (S.VALID, False, S.VALID),
            (S.VALID, True, S.REPLACED),
            (S.REVOKED, False, S.REVOKED),
            (S.REVOKED, True, S.REVOKED),
        ],
    )
    def test_is_told(self, decided: Standing | None, has_later: bool, standing: Standing) -> None:
        assert today(decided, has_later=has_later) is standing

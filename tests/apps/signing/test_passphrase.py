"""A passphrase opens a key and is told to nobody."""

import copy
import pickle
import traceback

import pytest

from loket.signing.passphrase import Passphrase
from loket.signing.refusals import PassphraseTooShort


class TestPassphrase:
    def test_is_not_shown_by_any_way_of_printing(self) -> None:
        secret = Passphrase("perahu biru di Kijang")
        assert f"{secret} {secret!r} {[secret]}" == "Passphrase(•••) Passphrase(•••) [Passphrase(•••)]"

    def test_is_not_in_a_traceback_with_all_its_locals(self) -> None:
        def lost(passphrase: Passphrase) -> None:
            raise LookupError(passphrase)

        with pytest.raises(LookupError) as raised:
            lost(Passphrase("perahu biru di Kijang"))
        told = traceback.TracebackException.from_exception(raised.value, capture_locals=True)
        assert "Passphrase(•••)" in "".join(told.format())
        assert [frame.locals for frame in told.stack if "perahu" in str(frame.locals)] == []

    @pytest.mark.parametrize("leave", [pickle.dumps, copy.copy, copy.deepcopy])
    def test_does_not_leave_the_request(self, leave: object) -> None:
        assert callable(leave)
        with pytest.raises(TypeError, match="not written anywhere"):
            leave(Passphrase("perahu biru di Kijang"))

    def test_is_the_same_whichever_keyboard_composed_it(self) -> None:
        assert Passphrase("Andre\u0301 di Kijang").encoded() == Passphrase("Andr\u00e9 di Kijang").encoded()

    def test_may_be_any_text(self) -> None:
        assert Passphrase("\ud800").encoded()
        assert Passphrase("").encoded() == b""

    def test_of_a_new_key_has_twelve_letters(self) -> None:
        assert Passphrase("a" * 12).for_new_key() == b"a" * 12
        with pytest.raises(PassphraseTooShort) as refused:
            Passphrase("a" * 11).for_new_key()
        assert refused.value.explanation == "Frasa sandi paling sedikit 12 huruf; yang diketik 11."

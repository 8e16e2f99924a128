"""A message that comes in the quiet hours waits until they are over."""

import datetime

import pytest

from loket.core.messages.quiet import Quiet

ZONE = datetime.timezone(datetime.timedelta(hours=7))
NIGHT = Quiet(datetime.time(20), datetime.time(7))
NOON = Quiet(datetime.time(12), datetime.time(13))
NEVER = Quiet(datetime.time(0), datetime.time(0))


def on(day: int, hour: int) -> datetime.datetime:
    return datetime.datetime(2026, 11, day, hour, tzinfo=ZONE)


class TestQuiet:
    @pytest.mark.parametrize(
        ("quiet", "moment", "then"),
        [
            (NIGHT, on(16, 19), on(16, 19)),
            (NIGHT, on(16, 20), on(17, 7)),
            (NIGHT, on(17, 3), on(17, 7)),
            (NIGHT, on(17, 7), on(17, 7)),
            (NOON, on(16, 12), on(16, 13)),
            (NOON, on(16, 13), on(16, 13)),
            (NEVER, on(16, 0), on(16, 0)),
        ],
    )
    def test_ends_before_a_message_goes(self, quiet: Quiet, moment: datetime.datetime, then: datetime.datetime) -> None:
        assert quiet.after(moment) == then

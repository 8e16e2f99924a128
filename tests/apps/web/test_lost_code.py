"""Who has lost the code of an application gets six digits by telephone, and nobody else learns anything."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from loket.core.messages.kinds import Kind
from loket.home import models, queries, services
from loket.home.recovering import MOST_TRIES
from loket.home.refusals import CodeNotRight, NoSuchDraft
from loket.outbox import models as outbox
from loket.web.portal.home import recovering
from tests.apps.factories import SARI
from tests.apps.home.drafts import begun, sent

pytestmark = pytest.mark.django_db
RESI = "7K2M94QXB3TD"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digits that went to telephones."""
    digits: list[str] = []
    whole = services.ask_code

    def overheard(resi: str, phone: str) -> services.SentCode | None:
        found = whole(resi, phone)
        digits.extend([found.digits] if found and found.digits else [])
        return found

    monkeypatch.setattr(services, "ask_code", overheard)
    return digits


def _ask(client: Client, resi: str, phone: str = SARI.phone) -> str:
    """Ask for a code; what the next page would send along."""
    answer = client.post("/ajukan/kode-hilang/", {"resi": resi, "phone": phone})
    assert answer.status_code == 200
    found = re.search(r'name="token" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def _give(client: Client, token: str, digits: str) -> int:
    return client.post("/ajukan/kode-hilang/kode/", {"token": token, "code": digits}).status_code


class TestALostCode:
    def test_is_replaced_by_one_for_this_device(self, client: Client, told: list[str]) -> None:
        old, resi = sent()
        token = _ask(client, resi, "0812-0000-0001")
        assert outbox.Message.objects.filter(kind=Kind.CODE, resi=resi).count() == 1
        assert _give(client, token, told[0]) == 302
        draft = models.Draft.objects.get()
        assert "Nomor resi Anda" in client.get(f"/ajukan/{draft.pk}/").content.decode()
        with pytest.raises(NoSuchDraft):
            queries.opened(old)
        assert _give(client, token, told[0]) == 422

    @pytest.mark.parametrize(("resi", "phone"), [(RESI, SARI.phone), ("", ""), ("x", SARI.phone)])
    def test_of_no_file_is_asked_for_alike(self, resi: str, phone: str, client: Client, told: list[str]) -> None:
        if resi and phone:
            assert _give(client, _ask(client, resi, phone), "000000") == 422
        else:
            answer = client.post("/ajukan/kode-hilang/", {"resi": resi, "phone": phone})
            assert (answer.status_code, answer.content.decode().count('href="#f-')) == (422, 2)
        assert told == []

    @pytest.mark.parametrize("phone", ["081200000002", "12", "nol"])
    def test_goes_to_no_other_telephone(self, phone: str, client: Client, told: list[str]) -> None:
        _code, resi = sent()
        _ask(client, resi, phone)
        assert told == []
        assert not outbox.Message.objects.exists()

    def test_of_what_was_not_sent_cannot_be_had(self, client: Client, told: list[str]) -> None:
        begun()
        _ask(client, RESI)
        assert told == []

    def test_is_sent_once_a_minute(self, client: Client, told: list[str]) -> None:
        _code, resi = sent()
        now = timezone.now()
        for seconds in (0, 30, 61):
            with time_machine.travel(now + datetime.timedelta(seconds=seconds), tick=False):
                token = _ask(client, resi)
                # Whoever pressed twice looks at the second page.
                if seconds == 30:
                    assert _give(client, token, f"{(int(told[0]) + 1) % 1_000_000:06d}") == 422
        assert len(told) == 2
        assert outbox.Message.objects.filter(kind=Kind.CODE).count() == 2

    def test_opens_on_the_page_of_a_second_press(self, client: Client, told: list[str]) -> None:
        _code, resi = sent()
        _ask(client, resi)
        assert _give(client, _ask(client, resi), told[0]) == 302

    def test_is_tried_five_times(self, client: Client, told: list[str]) -> None:
        _code, resi = sent()
        token = _ask(client, resi)
        wrong = f"{(int(told[0]) + 1) % 1_000_000:06d}"
        assert [_give(client, token, wrong) for _ in range(MOST_TRIES)] == [422] * MOST_TRIES
        assert _give(client, token, told[0]) == 422

    def test_is_good_for_ten_minutes(self, told: list[str]) -> None:
        _code, resi = sent()
        found = services.ask_code(resi, SARI.phone)
        assert found is not None
        late = timezone.now() + datetime.timedelta(minutes=11)
        with time_machine.travel(late, tick=False), pytest.raises(CodeNotRight):
            services.redeem_code(found.draft, found.digits)

    def test_is_kept_as_a_digest(self, told: list[str]) -> None:
        _code, resi = sent()
        services.ask_code(resi, SARI.phone)
        assert told[0] not in models.OneTimeCode.objects.get().digest

    def test_asked_for_with_a_token_made_by_hand_leads_back(self, client: Client) -> None:
        answer = client.post("/ajukan/kode-hilang/kode/", {"token": "x", "code": "1"})
        assert answer["Location"] == "/ajukan/kode-hilang/"
        assert client.get("/ajukan/kode-hilang/kode/")["Location"] == "/ajukan/kode-hilang/"

    def test_keeps_who_asks_often_waiting(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(recovering.ASKING, "_of_one", 1)
        monkeypatch.setattr(recovering.TRYING, "_of_one", 1)
        token = _ask(client, RESI)
        assert client.post("/ajukan/kode-hilang/", {"resi": RESI, "phone": SARI.phone}).status_code == 429
        assert [_give(client, token, "1"), _give(client, token, "1")] == [422, 429]

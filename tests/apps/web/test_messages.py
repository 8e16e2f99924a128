"""Messages on their pages: where each stands, whom to telephone, and how the office sends them."""

import datetime
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from loket.core.messages.kinds import KINDS, SWITCHABLE, Channel, Kind
from loket.core.messages.states import ENDS, Reason, State
from loket.outbox import models, queries, services
from loket.outbox.calling import note_call
from loket.outbox.office_settings import settings_of
from loket.outbox.records import CallResult, GatewaySetting, Receiver
from loket.outbox.refusals import NoSuchMessage, NothingToCall
from loket.web.desk.messages import labels
from tests.apps import factories
from tests.apps.outbox.gateway_server import GatewayServer, answering, take_and_hang
from tests.apps.outbox.messages import RESI, has_gateway, pass_time, sent
from tests.apps.web.desk import DeskBrowser
from tests.apps.web.visitor import Visitor

SECRET = "Bearer rahasia-gerbang"


@pytest.fixture
def gateway(db: None, settings: Settings) -> Iterator[GatewayServer]:
    """A gateway of Bintan that misbehaves as it is told."""
    settings.MESSAGES_ANSWER_SECONDS = 1
    with GatewayServer() as server:
        has_gateway(server.address)
        yield server


@pytest.fixture
def keeper(db: None, monday: object) -> Visitor:
    """The head of Bintan, who gave the password a moment ago."""
    found = Visitor(factories.hadi())
    found.gives_password()
    return found


def failed(gateway: GatewayServer, resi: str = "") -> int:
    """A message that did not arrive."""
    gateway.acts = [answering("REJECTED", "receiver")]
    number = services.send(
        "bintan", Kind.READY, Receiver("0812 0000 0001"), RESI, f"uji-{resi}", resi=resi, now=factories.MONDAY
    )
    message = models.Message.objects.get(uuid=number).pk
    pass_time(message)
    return message


class TestTheWords:
    def test_name_all_there_is(self) -> None:
        assert set(labels.KINDS) == set(Kind) == set(KINDS)
        assert set(labels.CHANNELS) == set(Channel)
        assert set(labels.STATES) == set(State) >= ENDS
        assert set(labels.REASONS) == set(Reason)
        assert set(labels.RESULTS) == set(CallResult)


class TestTheOutbox:
    def test_shows_where_a_message_stands_and_not_whose_number_it_is(
        self, gateway: GatewayServer, budi: DeskBrowser
    ) -> None:
        resi = factories.take_in().resi
        failed(gateway, resi)
        page = budi.get("/pesan/")
        assert "gagal" in page.text
        assert "•••001" in page.text
        assert "81200000001" not in page.body
        assert f"/permohonan/{resi}/" in page.body

    def test_shows_the_number_to_call_where_no_file_has_it(self, gateway: GatewayServer, budi: DeskBrowser) -> None:
        failed(gateway)
        assert "+6281200000001" in budi.get("/pesan/").text

    def test_closes_a_task_once_by_what_came_of_the_call(self, gateway: GatewayServer, budi: DeskBrowser) -> None:
        message = failed(gateway)
        assert budi.post(f"/pesan/{message}/telepon/", {"result": "disampaikan", "note": "Sore"}).status == 302
        text = budi.get("/pesan/").text
        assert "Disampaikan lewat telepon" in text
        assert "Sore" in text
        assert "Budi Santoso" in text
        assert budi.post(f"/pesan/{message}/telepon/", {"result": "disampaikan"}).status == 409
        with pytest.raises(NothingToCall):
            note_call(factories.budi(), message, CallResult.TOLD, "")

    def test_asks_for_the_result(self, gateway: GatewayServer, budi: DeskBrowser) -> None:
        message = failed(gateway)
        budi.post(f"/pesan/{message}/telepon/", {"result": "apa"})
        assert [line.message.id for line in queries.to_call(factories.budi())] == [message]

    def test_of_another_office_does_not_exist(self, gateway: GatewayServer, dewi: DeskBrowser) -> None:
        message = failed(gateway)
        assert (
            "gagal"
            not in dewi.get("/pesan/?keadaan=gagal").text.partition("Daftar pesan")[2].partition("tidak diketahui")[2]
        )
        with pytest.raises(NoSuchMessage):
            note_call(factories.dewi(), message, CallResult.TOLD, "")
        assert models.Standing.objects.get(message=message).to_call

    def test_never_shows_a_code(self, gateway: GatewayServer, budi: DeskBrowser, hadi: DeskBrowser) -> None:
        gateway.acts = [take_and_hang]
        sent(Kind.CODE, {"kode": "482913", "menit": 10})
        for browser in (budi, hadi):
            assert "482913" not in browser.get("/pesan/").body

    def test_stands_on_the_page_of_its_file(self, gateway: GatewayServer, budi: DeskBrowser) -> None:
        resi = factories.take_in().resi
        failed(gateway, resi)
        text = budi.get(f"/permohonan/{resi}/").text
        assert "Pesan kepada pemohon Siap diambil gagal" in text

    @pytest.mark.parametrize("state", ["", "jalan", "sampai", "gagal", "tidak-dikirim", "lain"])
    def test_is_listed_by_state(self, gateway: GatewayServer, budi: DeskBrowser, state: str) -> None:
        failed(gateway)
        rows = budi.get(f"/pesan/?keadaan={state}&halaman=x").body.count('<tr><th scope="row">')
        assert rows == (1 if state in ("", "gagal", "lain") else 0)


class TestTheSettings:
    def test_are_not_for_the_counter(self, budi: DeskBrowser) -> None:
        assert budi.get("/kantor/pesan/").status == 403

    def test_ask_who_names_a_gateway_to_prove_it_once_more(self, hadi: DeskBrowser, wati: DeskBrowser) -> None:
        form = {"form": "gateway-sms", "gateway-sms-address": "http://127.0.0.1:9000/pesan"}
        assert hadi.get("/kantor/pesan/gerbang/").location.startswith("/kode/")
        assert hadi.post("/kantor/pesan/gerbang/", form).location.startswith("/kode/")
        assert wati.post("/kantor/pesan/gerbang/", form).status == 403
        assert not models.Setting.objects.exists()

    def test_take_an_address_of_apprise_and_show_its_service_alone(self, keeper: Visitor) -> None:
        form = {"form": "gateway-sms", "gateway-sms-address": "apprise:"}
        page = keeper.get("/kantor/pesan/gerbang/").body
        assert 'name="gateway-sms-secret" autocomplete="new-password" maxlength="400"' in page
        refused = keeper.post("/kantor/pesan/gerbang/", {**form, "gateway-sms-secret": "syslog://rahasiaku/{to}"})
        assert refused.status == 422
        assert "komputer server sendiri" in refused.text
        taken = {**form, "gateway-sms-secret": "json://kantor:rahasiaku@127.0.0.1:9/{to}"}
        assert keeper.post("/kantor/pesan/gerbang/", taken).status == 302
        again = {**form, "gateway-sms-address": "apprise:json", "gateway-sms-secret": ""}
        assert keeper.post("/kantor/pesan/gerbang/", again).status == 302
        shown = keeper.get("/kantor/pesan/").body + keeper.get("/kantor/pesan/gerbang/").body + refused.body
        assert "apprise:json" in shown
        assert "rahasiaku" not in shown
        assert settings_of(factories.budi().office_id).gateways[Channel.SMS].has_secret

    def test_switch_kinds_off_with_a_line_in_the_log(self, hadi: DeskBrowser, wati: DeskBrowser) -> None:
        every = {f"sent-{kind}": "1" for kind in SWITCHABLE if kind is not Kind.READY}
        assert wati.post("/kantor/pesan/", {"form": "sent", **every}).status == 403
        assert hadi.post("/kantor/pesan/", {"form": "sent", **every}).status == 302
        assert settings_of(factories.budi().office_id).off == {Kind.READY}
        page = hadi.get("/kantor/pesan/")
        assert "Pesan “Siap diambil” dimatikan" in page.text
        assert 'name="sent-siap" value="1" checked' not in page.body
        assert 'name="sent-diterima" value="1" checked' in page.body
        assert "sent-kode" not in page.body

    def test_never_show_the_secret_again(self, keeper: Visitor) -> None:
        form = {
            "form": "gateway-sms",
            "gateway-sms-address": "http://127.0.0.1:9000/pesan",
            "gateway-sms-secret": SECRET,
            "gateway-sms-asks": "1",
        }
        assert keeper.post("/kantor/pesan/gerbang/", form).status == 302
        office = factories.budi().office_id
        assert settings_of(office).gateways[Channel.SMS].has_secret
        body = keeper.get("/kantor/pesan/gerbang/").body
        assert "rahasia-gerbang" not in body
        assert "Sudah tersimpan" in body
        assert b"rahasia-gerbang" not in bytes(models.Secret.objects.get().sealed)
        assert not any("rahasia-gerbang" in row.value for row in models.Setting.objects.all())

    def test_forget_the_secret_with_a_new_address(self, db: None) -> None:
        has_gateway("http://127.0.0.1:9000", secret=SECRET)
        has_gateway("http://127.0.0.1:9001")
        assert not settings_of(factories.budi().office_id).gateways[Channel.SMS].has_secret
        assert not models.Secret.objects.exists()

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"form": "order", "order-channels": "sms"}, "Pilih urutannya"),
            ({"form": "quiet", "quiet-begins": "malam", "quiet-ends": "07.00"}, "Isi jamnya"),
            ({"form": "try", "try-channel": "sms", "try-to": "0812 0000 0001"}, "belum diatur"),
            ({"form": "try", "try-channel": "", "try-to": ""}, "Pilih salurannya"),
            ({"form": "lain"}, "tidak dikenal"),
        ],
    )
    def test_say_what_is_wrong(self, hadi: DeskBrowser, form: dict[str, str], words: str) -> None:
        page = hadi.post("/kantor/pesan/", form)
        assert page.status in (409, 422)
        assert words in page.text

    @pytest.mark.parametrize(
        ("form", "words"),
        [
            ({"form": "gateway-sms", "gateway-sms-address": "ftp://contoh.id"}, "tidak dapat dipakai"),
            ({"form": "gateway-sms", "gateway-sms-address": "https://a:b@contoh.id"}, "tidak dapat dipakai"),
            ({"form": "gateway-email", "gateway-email-address": "smtps://contoh.id"}, "alamat pengirim"),
            ({"form": "gateway-sms", "gateway-sms-secret": "polos"}, "satu baris tanda biasa"),
            ({"form": "gateway-pos"}, "tidak dikenal"),
        ],
    )
    def test_say_what_is_wrong_with_a_gateway(self, keeper: Visitor, form: dict[str, str], words: str) -> None:
        page = keeper.post("/kantor/pesan/gerbang/", form)
        assert page.status in (409, 422)
        assert words in page.text

    def test_are_kept_with_who_changed_them(self, hadi: DeskBrowser) -> None:
        hadi.post("/kantor/pesan/", {"form": "active", "active-on": "1"})
        hadi.post("/kantor/pesan/", {"form": "order", "order-channels": "email whatsapp sms"})
        hadi.post("/kantor/pesan/", {"form": "quiet", "quiet-begins": "21.00", "quiet-ends": "06.30"})
        found = settings_of(factories.budi().office_id)
        assert found.active_since == factories.MONDAY
        assert found.order == (Channel.EMAIL, Channel.WHATSAPP, Channel.SMS)
        assert found.quiet.ends == datetime.time(6, 30)
        text = hadi.get("/kantor/pesan/").text
        assert "Pesan kepada pemohon dimulai" in text
        assert "Hadi" in text
        hadi.post("/kantor/pesan/", {"form": "active"})
        assert settings_of(factories.budi().office_id).active_since is None

    def test_try_a_gateway(self, gateway: GatewayServer, hadi: DeskBrowser) -> None:
        form = {"form": "try", "try-channel": "sms", "try-to": "0812 0000 0009"}
        assert hadi.post("/kantor/pesan/", form).status == 302
        services.send_due(factories.MONDAY)
        assert gateway.heard[0].body["to"] == "+6281200000009"
        assert hadi.post("/kantor/pesan/", {**form, "try-to": "12"}).status == 422


class TestTheWordsOfAKind:
    def test_are_the_offices_own_with_a_preview_and_a_length(self, hadi: DeskBrowser) -> None:
        address = "/kantor/pesan/teks/siap/"
        text = "{kantor}: dokumen {resi} siap – ambil ya"
        form = {"channel": "sms", "language": "id", "text-sms-id": text}
        shown = hadi.post(address, {**form, "action": "pratinjau"})
        assert ": dokumen 7K2M-94QX-B3TD siap – ambil ya" in shown.text
        assert "70 tanda saja" in shown.text
        assert not models.Setting.objects.exists()
        assert hadi.post(address, form).status == 302
        found = settings_of(factories.budi().office_id)
        assert found.words_for(Kind.READY, Channel.SMS, "id") == text
        assert found.words_for(Kind.READY, Channel.WHATSAPP, "id") == KINDS[Kind.READY].words["id"]
        hadi.post(address, {**form, "text-sms-id": ""})
        assert settings_of(factories.budi().office_id).words_for(Kind.READY, Channel.SMS, "id") != text

    def test_are_refused_with_what_nobody_can_fill_in(self, hadi: DeskBrowser) -> None:
        form = {"channel": "sms", "language": "id", "text-sms-id": "{resi} untuk {nama}"}
        page = hadi.post("/kantor/pesan/teks/siap/", form)
        assert page.status == 422
        assert "{nama}" in page.text

    @pytest.mark.parametrize("address", ["/kantor/pesan/teks/lain/"])
    def test_of_no_kind_are_not_there(self, hadi: DeskBrowser, address: str) -> None:
        assert hadi.get(address).status == 404

    def test_are_changed_by_who_keeps_the_office_alone(self, wati: DeskBrowser) -> None:
        assert wati.get("/kantor/pesan/teks/siap/").status == 200
        form = {"channel": "sms", "language": "id", "text-sms-id": "{resi}"}
        assert wati.post("/kantor/pesan/teks/siap/", form).status == 403


def test_a_gateway_is_a_setting_of_the_office_that_made_it(db: None) -> None:
    has_gateway("http://127.0.0.1:9000")
    assert settings_of(factories.dewi().office_id).gateways[Channel.SMS] == GatewaySetting(Channel.SMS)

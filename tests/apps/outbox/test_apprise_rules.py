"""Which addresses of Apprise may be used: what is allowed is named, and everything else that the library knows is refused."""

import functools
import json
import socket
import subprocess
import sys
from urllib.parse import quote

import pytest
from pytest_django import Settings

from loket.core.messages.kinds import Channel
from loket.core.problems import Refusal
from loket.outbox import apprise_child
from loket.outbox.apprise_gateway import run_child
from loket.outbox.apprise_rules import ALLOWED, GENERIC, LOCAL, address_at
from loket.outbox.refusals import (
    AppriseForbidden,
    AppriseParameter,
    AppriseReceiver,
    AppriseServiceLocal,
    AppriseServiceOther,
    AppriseUnreadable,
)
from tests.apps.outbox.gateway_server import GatewayServer
from tests.apps.served import free_port

HERE = "json://127.0.0.1:9"
TWILIO = f"twilio://AC{'a' * 32}:{'b' * 32}@62811000000"


_LISTED = """
import json
from apprise.manager_plugins import NotificationManager
found = {}
for plugin in NotificationManager().plugins(include_disabled=True):
    for schemes, is_secure in ((plugin.protocol, False), (plugin.secure_protocol, True)):
        for scheme in (schemes,) if isinstance(schemes, str) else schemes or ():
            found[scheme] = is_secure
print(json.dumps(found))
"""


@functools.cache
def known() -> dict[str, bool]:
    """Every scheme of the installed library, and whether it is one over TLS; asked in a process that loads all of it."""
    done = subprocess.run([sys.executable, "-c", _LISTED], capture_output=True, check=True)
    found: dict[str, bool] = json.loads(done.stdout)
    return found


def is_read(address: str, receiver: str = "+6281200000001") -> bool:
    """Whether Apprise makes one message to the receiver of it."""
    return run_child(address.replace("{to}", quote(receiver, safe="")), receiver, "") == b"readable"


class TestServices:
    def test_that_are_allowed_are_in_the_library_and_go_over_tls(self) -> None:
        schemes = known()
        for service in set().union(*ALLOWED.values()) - {"json", "form", "xml"}:
            assert schemes[service], service

    @pytest.mark.parametrize("channel", list(Channel))
    def test_that_are_not_named_are_refused_whatever_the_library_knows(
        self, settings: Settings, channel: Channel
    ) -> None:
        settings.PRODUCTION = True
        refused = set(known()) - ALLOWED[channel]
        assert len(refused) > 100
        for service in refused:
            with pytest.raises((AppriseServiceOther, AppriseServiceLocal)):
                address_at(f"{service}://gerbang.contoh.id/{{to}}", channel)

    @pytest.mark.parametrize("service", sorted(LOCAL))
    def test_of_this_machine_are_refused_as_such(self, service: str) -> None:
        for address in (f"{service}://127.0.0.1/{{to}}", f"{service}:///etc/passwd?{{to}}", f"{service}:{{to}}"):
            with pytest.raises(AppriseServiceLocal):
                address_at(address, Channel.SMS)

    def test_of_a_telephone_carry_no_mail(self, settings: Settings) -> None:
        settings.PRODUCTION = True
        with pytest.raises(AppriseServiceOther):
            address_at(f"{TWILIO}/{{to}}", Channel.EMAIL)


class TestWords:
    @pytest.mark.parametrize(
        "address",
        ["", "json", "json:127.0.0.1/{to}", f"{HERE}/{{to}}#x", f"{HERE}/{{to}} x", f"{HERE}/é{{to}}",
         f"{HERE}/{{to}}\njson://127.0.0.1/", f"{HERE}/{'a' * 400}{{to}}", "JSON://127.0.0.1/{to}"],
    )  # fmt: skip
    def test_that_are_no_address_are_refused(self, address: str) -> None:
        with pytest.raises(AppriseUnreadable):
            address_at(address, Channel.SMS)

    @pytest.mark.parametrize(
        "address",
        [HERE, f"{HERE}/{{to}}/{{to}}", "json://{to}/x", "json://{to}:a@127.0.0.1/", f"{HERE}/?{{to}}=x", f"{HERE}/?a=b&{{to}}=x",
         f"{HERE}/{{to}}/{{nama}}", f"{HERE}/{{{{to}}}}", f"{HERE}/{{TO}}"],
    )  # fmt: skip
    def test_that_lead_to_nobody_or_to_more_are_refused(self, address: str) -> None:
        with pytest.raises(AppriseReceiver):
            address_at(address, Channel.SMS)

    @pytest.mark.parametrize("joint", ["?", "?a=b&", "?a=b;"])
    @pytest.mark.parametrize(
        "name",
        ["redirect", "verify", "retry", "wait", "optional", "overflow", "store", "cc", "bcc", "attach", "cto", "rto",
         "config", "VERIFY", "%72etry", "%2572etry"],
    )  # fmt: skip
    def test_that_would_decide_what_we_decide_are_refused(self, joint: str, name: str) -> None:
        with pytest.raises(AppriseParameter):
            address_at(f"{HERE}/{{to}}{joint}{name}=yes", Channel.SMS)


class TestPlaces:
    @pytest.mark.parametrize(
        "address",
        ["json://192.0.2.7/{to}", "jsons://gerbang.contoh.invalid/{to}", "json://10.0.0.1/{to}", "json://[2001:db8::1]/{to}",
         "json://a@192.0.2.7/{to}", "json:///{to}", f"{TWILIO}/{{to}}", "json://127.0.0.1@192.0.2.7/{to}"],
    )  # fmt: skip
    def test_of_a_training_are_on_this_machine(self, address: str) -> None:
        with pytest.raises(AppriseForbidden):
            address_at(address, Channel.SMS)

    def test_of_a_training_may_have_a_name(self) -> None:
        assert address_at("json://localhost:9/{to}", Channel.SMS).service == "json"

    @pytest.mark.parametrize(
        "address",
        ["jsons://127.0.0.1/{to}", "jsons://localhost/{to}", "jsons://x.localhost/{to}", "jsons://169.254.169.254/{to}",
         "jsons://[::1]/{to}", "jsons://[fe80::1]/{to}", "json://192.0.2.7/{to}", "form://192.0.2.7/{to}"],
    )  # fmt: skip
    def test_of_a_production_are_elsewhere_and_over_tls(self, settings: Settings, address: str) -> None:
        settings.PRODUCTION = True
        with pytest.raises(AppriseForbidden):
            address_at(address, Channel.SMS)

    @pytest.mark.parametrize(
        "address", ["jsons://gerbang.contoh.id/{to}", "forms://192.0.2.7/?:to={to}", f"{TWILIO}/{{to}}"]
    )
    def test_of_a_production_that_are_so_may_be_used(self, settings: Settings, address: str) -> None:
        settings.PRODUCTION = True
        assert address_at(address, Channel.SMS).text == address

    @pytest.mark.parametrize(
        "host",
        ["tempat.contoh.id", "infobip.com.contoh.id", "xinfobip.com", "contoh.id:443", "a.infobip.com@contoh.id", "127.0.0.1",
         "contoh.id\\.infobip.com", "contoh.id%2f.infobip.com", "contoh.id;.infobip.com", "a.infobip.com:8443", "", ".infobip.com",
         "contoh.id&a.infobip.com", "contoh.id:x@a.infobip.com"],
    )  # fmt: skip
    def test_of_a_provider_with_a_host_for_each_customer_are_its_own(self, settings: Settings, host: str) -> None:
        settings.PRODUCTION = True
        with pytest.raises(AppriseForbidden):
            address_at(f"infobip://kunci@{host}/{{to}}", Channel.SMS)

    def test_of_a_customer_of_such_a_provider_may_be_used(self, settings: Settings) -> None:
        settings.PRODUCTION = True
        for address in (
            "infobip://kunci@ab12cd.api.infobip.com/{to}",
            "infobip://k-1@AB.infobip.com/?to={to}",
            "infobip://ab.infobip.com/{to}?key=k",
        ):
            assert address_at(address, Channel.WHATSAPP).text == address
            assert is_read(address)

    @pytest.mark.parametrize(
        ("place", "production"),
        [("192.0.2.7", False), ("127.0.0.1", True), ("169.254.169.254", True), ("kantor", False)],
    )
    def test_are_judged_again_by_where_a_line_really_leads(self, place: str, production: bool) -> None:
        lines = apprise_child.Lines(-1, production=production)
        with pytest.raises(PermissionError):
            lines.judge("socket.connect", (None, (place, 443)))

    @pytest.mark.parametrize("event", ["subprocess.Popen", "os.system", "socket.sendto", "socket.bind"])
    def test_are_reached_by_no_other_means(self, event: str) -> None:
        with pytest.raises(PermissionError):
            apprise_child.Lines(-1, production=False).judge(event, ())

    def test_of_a_socket_that_is_a_file_are_refused(self) -> None:
        with pytest.raises(PermissionError):
            apprise_child.Lines(-1, production=False).judge("socket.connect", (socket.socket, "/run/x"))


class TestALine:
    def test_is_not_opened_to_this_machine_in_production(self, settings: Settings) -> None:
        settings.PRODUCTION = True
        with GatewayServer() as server:
            assert (
                run_child(f"json://127.0.0.1:{server.port}/x?:to=%2B6281200000001", "+6281200000001", "halo") == b"no"
            )
            assert server.heard == []

    def test_is_not_opened_to_another_machine_in_training(self) -> None:
        assert run_child("json://192.0.2.7/x?:to=%2B6281200000001", "+6281200000001", "halo") == b"no"

    def test_is_told_before_it_is_opened(self) -> None:
        with GatewayServer() as server:
            heard = run_child(f"json://127.0.0.1:{server.port}/x?:to=%2B6281200000001", "+6281200000001", "halo")
        assert heard == b"+yes"

    def test_that_cannot_be_opened_is_told_too(self) -> None:
        heard = run_child(f"json://127.0.0.1:{free_port()}/x?:to=%2B6281200000001", "+6281200000001", "halo")
        assert heard == b"+-no"


class TestWhatAppriseUnderstands:
    def test_is_one_receiver(self) -> None:
        assert is_read(f"{TWILIO}/{{to}}")
        assert is_read(f"{HERE}/?:to={{to}}")

    def test_is_refused_where_it_is_none_or_somebody_else(self) -> None:
        # A service that is given no receiver, or one that it drops, writes to its own number.
        assert not is_read(TWILIO)
        assert not is_read(f"{TWILIO}/{{to}}/62811222333")
        assert not is_read(f"{TWILIO}/{{to}}", "+1")
        assert not is_read("twilio://x:y@z/{to}")


def test_generic_services_are_for_every_channel() -> None:
    assert all(channel_services >= GENERIC for channel_services in ALLOWED.values())


def test_a_receiver_cannot_write_into_the_address() -> None:
    address = address_at(f"{HERE}/{{to}}", Channel.SMS)
    for receiver in (
        "+62812/../x",
        "+62812?retry=5",
        "a@b.id,c@d.id",
        "+62 812",
        "",
        "x",
        "+62812000\n00001",
        "a@b.id/x",
    ):
        with pytest.raises(Refusal):
            address.to(receiver)
    assert address.to("+6281200000001") == f"{HERE}/%2B6281200000001"

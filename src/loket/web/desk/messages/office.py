"""How the office sends its messages: whether, by which gateways and in which order, when not, and a message to try it."""

from collections.abc import Callable, Mapping
from datetime import time
from functools import partial
from itertools import permutations
from typing import Final
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from loket.core.messages.kinds import SWITCHABLE, Channel, Kind
from loket.core.messages.quiet import Quiet
from loket.core.problems import BadTerm
from loket.outbox import queries, services
from loket.outbox.apprise_rules import LONGEST
from loket.outbox.queries import MessageSettings
from loket.outbox.records import GatewaySetting, Receiver, SettingChange
from loket.web.accounts.second_factor import is_fresh
from loket.web.accounts.stepping_up import ask_again
from loket.web.desk.messages.labels import CHANNELS, KINDS, LANGUAGES
from loket.web.desk.office.entry import OfficeForm, Posted, field
from loket.web.desk.office.rights import require_keeper, require_reader
from loket.web.desk.pages import Desk, desk_view, page
from loket.web.desk.wording import retold

ACTIVE: Final = "active"
ORDER: Final = "order"
QUIET: Final = "quiet"
TRY: Final = "try"
SENT: Final = "sent"
_GATEWAY: Final = "gateway-"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def settings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the settings to who reads the pages of the office; take one of the forms from who keeps it."""
    require_reader(desk)
    if request.method != "POST":
        return _shown(request, desk, _forms(desk))
    require_keeper(desk)
    posted = Posted(request.POST, request.POST.get("form", ""))
    act = _HANDLERS.get(posted.form)
    sentence = posted.taken(partial(act, desk) if act else None)
    if sentence is not None:
        messages.success(request, sentence)
        return redirect("desk:office-messages")
    return _shown(request, desk, posted.among(_forms(desk)), posted)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view
def gateways(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where the office's gateways are; for who keeps it, and proved it a moment ago: whoever names a gateway reads every message."""
    require_keeper(desk)
    if not is_fresh(request, desk.officer):
        return ask_again(request)
    posted = Posted(request.POST, request.POST.get("form", ""))
    sentence = posted.taken(partial(_gateway, desk)) if request.method == "POST" else None
    if sentence is not None:
        messages.success(request, sentence)
        return redirect("desk:office-messages")
    found = queries.settings_of(desk.officer.office_id).gateways
    forms = posted.among(_gateway_form(found[channel]) for channel in Channel)
    context = {"forms": forms, "problems": tuple(posted.problems)}
    return page(request, "desk/messages/gateways.html", context, posted.status if posted.problems else 200)


def _shown(
    request: HttpRequest, desk: Desk, forms: tuple[OfficeForm, ...], posted: Posted | None = None
) -> HttpResponse:
    found = queries.settings_of(desk.officer.office_id)
    context = {
        "forms": forms,
        "problems": tuple(posted.problems) if posted else (),
        "settings": found,
        "gateways": [(CHANNELS[one], found.gateways[one]) for one in found.order],
        "kinds": [(kind, label) for kind, label in KINDS.items() if kind is not Kind.TEST],
        "changes": [(changed(one), one) for one in queries.changes_of(desk.officer.office_id)],
    }
    return page(request, "desk/messages/office.html", context, posted.status if posted else 200)


def changed(change: SettingChange) -> str:
    """A change in words; never a secret, and of an address its host alone is needed by nobody."""
    part, *where = change.name.split(":")
    match part:
        case "aktif":
            return _("Pesan kepada pemohon dimulai") if change.value == "true" else _("Pesan kepada pemohon dihentikan")
        case "urutan":
            return _("Urutan saluran diubah")
        case "tenang":
            return _("Jam tenang diubah")
        case "kabar":
            sentence = _("Pesan “%(kind)s” dihidupkan") if change.value == "true" else _("Pesan “%(kind)s” dimatikan")
            return sentence % {"kind": KINDS[Kind(where[0])]}
        case "gerbang":
            return _("Gerbang %(channel)s diubah") % {"channel": CHANNELS[Channel(where[0])]}
        case "rahasia":
            return _("Kata kunci gerbang %(channel)s diganti") % {"channel": CHANNELS[Channel(where[0])]}
    kind, channel, language = where
    names = {"kind": KINDS[Kind(kind)], "channel": CHANNELS[Channel(channel)], "language": LANGUAGES[language]}
    return _("Teks “%(kind)s” diubah: %(channel)s, %(language)s") % names


def _turn(desk: Desk, posted: Posted) -> str:
    services.turn(desk.officer, on=(on := bool(posted.posted.get("active-on"))))
    return _("Pemohon kini diberi tahu.") if on else _("Pemohon tidak lagi diberi tahu.")


def _order(desk: Desk, posted: Posted) -> str:
    order = [one for one in posted.posted.get("order-channels", "").split() if one in set(Channel)]
    if sorted(order) != sorted(Channel):
        posted.fault("channels", _("Pilih urutannya."))
        return ""
    services.set_order(desk.officer, tuple(map(Channel, order)))
    return _("Urutan saluran disimpan.")


def _quiet(desk: Desk, posted: Posted) -> str:
    times = [_time(posted, name) for name in ("begins", "ends")]
    if times[0] is None or times[1] is None:
        return ""
    services.set_quiet(desk.officer, Quiet(times[0], times[1]))
    return _("Jam tenang disimpan.")


def _sent(desk: Desk, posted: Posted) -> str:
    on = [kind for kind in SWITCHABLE if posted.posted.get(f"sent-{kind}")]
    services.set_kinds(desk.officer, {*on, *(set(Kind) - set(SWITCHABLE))})
    return _("Jenis pesan disimpan.")


def _time(posted: Posted, name: str) -> time | None:
    try:
        return time.fromisoformat(posted.posted.get(f"quiet-{name}", "").strip().replace(".", ":"))
    except ValueError:
        posted.fault(name, _("Isi jamnya, misalnya 20.00."))
        return None


def _gateway(desk: Desk, posted: Posted) -> str:
    channel = posted.form.removeprefix(_GATEWAY)
    if channel not in set(Channel):
        posted.refuse_unknown()
        return ""
    typed = {name: posted.posted.get(f"{posted.form}-{name}", "").strip() for name in ("address", "sender", "secret")}
    asks = bool(posted.posted.get(f"{posted.form}-asks"))
    setting = GatewaySetting(Channel(channel), typed["address"][:200], asks, typed["sender"])
    services.set_gateway(desk.officer, setting, typed["secret"] or None)
    return _("Gerbang disimpan. Kirim pesan uji untuk mencobanya.")


def _try(desk: Desk, posted: Posted) -> str:
    channel = posted.posted.get("try-channel", "")
    if channel not in set(Channel):
        posted.fault("channel", _("Pilih salurannya."))
        return ""
    to = posted.text("to", _("Isi nomor telepon atau alamat surel Anda sendiri."))
    receiver = Receiver(email=to) if channel == Channel.EMAIL else Receiver(phone=to)
    try:
        services.send_test(desk.officer, Channel(channel), receiver, uuid4())
    except BadTerm as bad:
        posted.fault("to", retold(bad.problem.sentence))
        return ""
    return _("Pesan uji masuk antrean. Lihat keadaannya pada daftar pesan.")


_HANDLERS: Final[Mapping[str, Callable[[Desk, Posted], str]]] = {
    ACTIVE: _turn,
    ORDER: _order,
    QUIET: _quiet,
    SENT: _sent,
    TRY: _try,
}


def _forms(desk: Desk) -> tuple[OfficeForm, ...]:
    """The forms, for who keeps the office."""
    if not desk.officer.keeps_office:
        return ()
    found = queries.settings_of(desk.officer.office_id)
    ticked = "1" if found.active_since else ""
    return (
        OfficeForm(
            ACTIVE,
            _("Beri tahu pemohon"),
            _("Simpan"),
            (field(ACTIVE, "on", _("Pemohon diberi tahu tentang permohonannya"), kind="tick", value=ticked),),
            hint=_("Berlaku untuk yang terjadi sesudah ini. Yang sudah lewat tidak dikabarkan."),
        ),
        _order_form(found),
        OfficeForm(
            QUIET,
            _("Jam tenang"),
            _("Simpan jam tenang"),
            (
                field(QUIET, "begins", _("Mulai pukul"), value=f"{found.quiet.begins:%H.%M}"),
                field(QUIET, "ends", _("Sampai pukul"), value=f"{found.quiet.ends:%H.%M}"),
            ),
            hint=_("Pesan pada jam tenang menunggu, kecuali kode dan nomor antrean. Dua jam yang sama: tidak ada."),
        ),
        _kinds_form(found),
        OfficeForm(
            TRY,
            _("Kirim pesan uji"),
            _("Kirim pesan uji"),
            (
                field(TRY, "channel", _("Saluran"), kind="choice", choices=_channels()),
                field(TRY, "to", _("Kepada"), hint=_("Nomor telepon atau alamat surel Anda sendiri.")),
            ),
        ),
    )


def _kinds_form(found: MessageSettings) -> OfficeForm:
    ticks = (
        field(SENT, kind.value, str(KINDS[kind]), kind="tick", value="" if kind in found.off else "1", required=False)
        for kind in SWITCHABLE
    )
    hint = _("Kode sekali pakai selalu dikirim. Tanpa pengingat, berkas yang menunggu pemohon tidak ditutup sendiri.")
    return OfficeForm(SENT, _("Jenis pesan"), _("Simpan jenis pesan"), tuple(ticks), hint=hint)


def _gateway_form(setting: GatewaySetting) -> OfficeForm:
    name, is_mail = f"{_GATEWAY}{setting.channel}", setting.channel is Channel.EMAIL
    kept = _("Sudah tersimpan; kosongkan bila tidak diganti.") if setting.has_secret else _("Belum ada.")
    example = "smtps://surel.contoh.go.id" if is_mail else "https://gerbang.contoh.go.id/pesan"
    shapes = _("Bentuknya nama:kata-sandi.") if is_mail else _("Bentuknya Bearer … atau nama:kata-sandi.")
    of_apprise = _("Untuk Apprise: alamatnya seluruhnya, dengan {to} di tempat penerima.")
    asks = field(
        name,
        "asks",
        _("Gerbang ini dapat ditanya apakah pesan sampai"),
        kind="tick",
        value="1" if setting.asks else "",
        hint=_("Bila tidak, pesan yang tidak dijawab menjadi tugas menelepon."),
    )
    sender = field(name, "sender", _("Alamat pengirim"), value=setting.sender)
    fields = (
        field(name, "address", _("Alamat gerbang"), value=setting.address, required=False, hint=_or_apprise(example)),
        sender if is_mail else asks,
        field(
            name,
            "secret",
            _("Kata kunci"),
            kind="new-password",
            required=False,
            longest=LONGEST,
            hint=f"{kept} {shapes} {of_apprise}",
        ),
    )
    title = _("Gerbang %(channel)s") % {"channel": CHANNELS[setting.channel]}
    hint = _("Kosongkan alamat untuk mencabut gerbang. Alamat baru memerlukan kata kuncinya lagi.")
    return OfficeForm(name, title, _("Simpan gerbang"), fields, hint=hint)


def _or_apprise(example: str) -> str:
    return _("Misalnya %(example)s; atau apprise: untuk penyedia yang dikenal pustaka Apprise.") % {"example": example}


def _order_form(found: MessageSettings) -> OfficeForm:
    choices = tuple(
        (" ".join(order), " → ".join(str(CHANNELS[one]) for one in order)) for order in permutations(Channel)
    )
    ways = field(
        ORDER,
        "channels",
        _("Saluran yang dicoba lebih dahulu"),
        kind="choice",
        choices=choices,
        value=" ".join(found.order),
        hint=_("Saluran berikutnya dipakai bila yang sebelumnya gagal untuk selamanya."),
    )
    return OfficeForm(ORDER, _("Urutan saluran"), _("Simpan urutan"), (ways,))


def _channels() -> tuple[tuple[str, str], ...]:
    return tuple((one.value, str(label)) for one, label in CHANNELS.items())

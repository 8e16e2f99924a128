"""Why the outbox takes something not, each explained once."""

from loket.core.problems import Refusal


class MessageKeepersOnly(Refusal):
    """Where messages go and what they say is the office's own word."""

    id = "message-keepers-only"
    sentence = "Pengaturan pesan diubah kepala kantor atau pengelola."


class GatewayAddressWrong(Refusal):
    """What is there is no place to which personal data may be sent."""

    id = "message-gateway-address"
    sentence = "Alamat gerbang ini tidak dapat dipakai."
    hint = "Tulis https://… (surel: smtps://…) tanpa kata sandi di dalamnya. Latihan hanya boleh ke komputer ini, misalnya http://127.0.0.1:9000. Untuk Apprise tulis `apprise:` saja."


class GatewayNotSet(Refusal):
    """There is nothing to try."""

    id = "message-gateway-not-set"
    sentence = "Gerbang untuk saluran ini belum diatur."
    hint = "Isi alamat dan kata kuncinya lebih dahulu, lalu kirim pesan uji."


class GatewaySenderWrong(Refusal):
    """A mail without a sender is refused everywhere."""

    id = "message-sender"
    sentence = "Surel memerlukan alamat pengirim, misalnya layanan@dukcapil.contoh.go.id."


class NoSuchMessage(Refusal):
    """It is not there, or another office's."""

    id = "message-unknown"
    sentence = "Pesan ini tidak ada."


class KindAlwaysSent(Refusal):
    """The way back to an application is nobody's to close."""

    id = "message-kind-needed"
    sentence = "Kode sekali pakai dan pesan uji tidak dapat dimatikan."


class NothingToCall(Refusal):
    """Somebody else was first, or the message arrived."""

    id = "message-called-already"
    sentence = "Tugas menelepon ini sudah ditutup."
    hint = "Muat ulang halaman untuk melihat catatannya."


class NoReceiver(Refusal):
    """A message to nobody."""

    id = "message-no-receiver"
    sentence = "Pesan ini tidak mempunyai penerima yang dapat dikirimi."
    hint = "Periksa nomor telepon atau alamat surelnya."


class SecretShape(Refusal):
    """A header carries one line of plain signs."""

    id = "message-secret"
    sentence = "Kata kunci gerbang harus satu baris tanda biasa, paling panjang 400."
    hint = "HTTP: `Bearer …` atau `nama:kata-sandi`. Surel: `nama:kata-sandi`."


class AppriseMissing(Refusal):
    """The one library for many services is an extra that not every server has."""

    id = "message-apprise-missing"
    sentence = "Pustaka Apprise tidak terpasang di server ini."
    hint = "Minta pengelola sistem memasang `loket[messages]`, atau pakai gerbang HTTP."


class AppriseAddressMissing(Refusal):
    """`apprise:` says that the address lies in the secret, and there is none."""

    id = "message-apprise-address"
    sentence = "Alamat Apprise belum diisi."
    hint = "Tulis `apprise:` pada alamat gerbang, dan alamat Apprise seluruhnya pada kata kunci."


class AppriseUnreadable(Refusal):
    """Apprise makes nothing of it, or it is no single line."""

    id = "message-apprise-unreadable"
    sentence = "Alamat Apprise ini tidak dapat dibaca."
    hint = "Satu baris, paling panjang 400 tanda, seperti `twilio://SID:TOKEN@DARI/{{to}}`. Periksa tiap bagiannya."


class AppriseReceiver(Refusal):
    """The address must lead to the receiver of each message, and to nobody else."""

    id = "message-apprise-receiver"
    sentence = "Alamat Apprise harus mengirim kepada penerima pesan saja."
    hint = "Tulis `{{to}}` tepat satu kali sebagai penerima, sesudah nama server, tanpa penerima lain."


class AppriseServiceLocal(Refusal):
    """What it does stays on this machine, or does something else there."""

    id = "message-apprise-local"
    sentence = "Layanan “{service}” bekerja pada komputer server sendiri, jadi tidak sampai kepada pemohon."
    hint = "Pakai layanan yang mengirim kepada nomor telepon atau alamat surel."


class AppriseServiceOther(Refusal):
    """It is not among those that carry a message of this channel to one person."""

    id = "message-apprise-service"
    sentence = "Layanan “{service}” tidak dipakai untuk saluran ini."
    hint = "Yang dapat dipakai: {usable}."


class AppriseParameter(Refusal):
    """It would change where a message goes, how often, or whether the other side is known."""

    id = "message-apprise-parameter"
    sentence = "Alamat Apprise tidak boleh memuat “{name}”."
    hint = "Loket sendiri menentukan pengulangan, batas waktu, sertifikat, lampiran dan penerima."


class AppriseForbidden(Refusal):
    """In training this machine alone, in production another one, over TLS."""

    id = "message-apprise-place"
    sentence = "Tujuan alamat Apprise ini tidak boleh dihubungi dari sini."
    hint = "Latihan hanya boleh ke komputer ini, misalnya `json://127.0.0.1:9000/{{to}}`; produksi hanya ke komputer lain dan lewat TLS."

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
    hint = "Tulis https://… (surel: smtps://…) tanpa kata sandi di dalamnya. Latihan hanya boleh ke komputer ini, misalnya http://127.0.0.1:9000."


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

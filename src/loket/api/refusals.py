"""Why the API does not answer, or a token is not made. One class per reason."""

from loket.core.problems import Refusal


class NotSignedIn(Refusal):
    """No token, an unknown one, or one that no longer holds; the answer does not say which."""

    id = "not-signed-in"
    sentence = "Token tidak ada atau tidak berlaku lagi."
    hint = "Kirim kepala “Authorization: Bearer <token>” dengan token yang masih berlaku."


class ScopeMissing(Refusal):
    """The token was made for other uses."""

    id = "scope-missing"
    sentence = "Token ini tidak memuat cakupan {scope}."
    hint = "Minta administrator membuat token dengan cakupan itu."


class BadInput(Refusal):
    """The request does not have the shape of the operation; `errors` names every faulty field."""

    id = "bad-input"
    sentence = "Isian permintaan belum benar."
    hint = "Perbaiki bagian yang disebut dalam `errors`, lalu kirim lagi."


class HttpsNeeded(Refusal):
    """The call came in the clear, and whoever listens has its token. Basis: ASVS 5.0, V4.1.2."""

    id = "https-needed"
    sentence = "API ini hanya menjawab lewat https."
    hint = "Pakai alamat https. Cabut token yang baru saja dikirim dan buat yang baru: ia lewat tanpa sandi."


class BodyUnreadable(Refusal):
    """The body is not JSON."""

    id = "body-unreadable"
    sentence = "Isi permintaan bukan JSON yang dapat dibaca."
    hint = "Kirim JSON dalam UTF-8."


class BodyTooLarge(Refusal):
    """The body is longer than any operation needs."""

    id = "body-too-large"
    sentence = "Isi permintaan lebih besar dari {megabytes} MB."
    hint = "Pindaian berkas dikirim lewat loket, bukan lewat API."


class NoSuchAddress(Refusal):
    """No operation has this address."""

    id = "no-such-address"
    sentence = "Alamat ini tidak ada."
    hint = "Daftar operasi ada di /api/v1/docs."


class NoSuchThing(Refusal):
    """Nothing of this name, or it belongs to another office: the answer is the same."""

    id = "no-such-thing"
    sentence = "{what} itu tidak ada."
    hint = "Periksa ejaannya pada daftar."


class MethodNotAllowed(Refusal):
    """The address exists, but not for this verb."""

    id = "method-not-allowed"
    sentence = "Alamat ini tidak menerima {method}."
    hint = "Gunakan salah satu: {allowed}."


class Fault(Refusal):
    """Something broke. It is no refusal of ours, but it is told in the same form."""

    id = "fault"
    sentence = "Terjadi gangguan. Yang sudah tersimpan tetap tersimpan."
    hint = "Ulangi dengan Idempotency-Key yang sama; bila terulang, hubungi administrator."


class NoSuchOfficer(Refusal):
    """A token belongs to an officer who can sign in."""

    id = "no-such-officer"
    sentence = "Tidak ada petugas aktif dengan nama pengguna “{username}”."
    hint = "Periksa nama penggunanya."


class UnknownScope(Refusal):
    """Only the scopes of the list exist."""

    id = "unknown-scope"
    sentence = "Cakupan {names} tidak dikenal."
    hint = "Pilih dari: {choices}."


class WrongLifetime(Refusal):
    """A token lives at least a day and at most a year."""

    id = "wrong-lifetime"
    sentence = "Token berlaku 1 sampai {longest} hari."


class NameMissing(Refusal):
    """A token says for which program it is."""

    id = "token-name-missing"
    sentence = "Beri token ini nama, misalnya nama aplikasi yang memakainya."


class NoSuchToken(Refusal):
    """No token has this number, or it was revoked before."""

    id = "no-such-token"
    sentence = "Tidak ada token bernomor {number} yang masih berlaku."
    hint = "Lihat nomornya dengan `loket token list`."

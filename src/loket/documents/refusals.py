"""What this app may refuse, each explained once."""

from loket.core.problems import Refusal


class SignNotPrintable(Refusal):
    """A text has a sign that no bundled font can draw; an empty box on an official paper would pass unseen."""

    id = "sign-not-printable"
    sentence = "Tanda “{sign}” tidak dapat dicetak."
    hint = "Tulis dengan huruf Latin, seperti pada KK atau KTP-el, lalu cetak lagi."


class SignatureMalformed(Refusal):
    """The drawing is not made of the plain lines that the signature pad sends."""

    id = "signature-malformed"
    sentence = "Tanda tangan tidak dapat dibaca."
    hint = "Hapus, lalu tanda tangani sekali lagi pada kotak yang tersedia."


class SignatureEmpty(Refusal):
    """A dot or a short line: the pad was touched, not signed."""

    id = "signature-empty"
    sentence = "Kotak tanda tangan masih kosong."
    hint = "Minta penerima menandatangani kotak itu, atau cetak halaman buku dan tanda tangani dengan pena."


class ScanTooLarge(Refusal):
    """A file over the limit of bytes, pages, pixels or work."""

    id = "scan-too-large"
    sentence = "Berkas “{name}” terlalu besar: {why}."
    hint = "Pindai ulang dengan 200–300 dpi, atau bagi menjadi beberapa berkas."


class ScanNotAllowed(Refusal):
    """A kind of file that is not accepted, whatever its name says."""

    id = "scan-not-allowed"
    sentence = "Berkas “{name}” tidak dapat diterima: {why}."
    hint = "Unggah hasil pindai sebagai PDF, JPEG, atau PNG."


class ScanBroken(Refusal):
    """A file of an accepted kind that cannot be read to its end."""

    id = "scan-broken"
    sentence = "Berkas “{name}” rusak atau tidak lengkap."
    hint = "Buka dahulu di komputer. Bila tidak terbuka, pindai ulang lalu unggah lagi."


class ScanNotChecked(Refusal):
    """The check itself could not finish: no memory or no time left on this machine."""

    id = "scan-not-checked"
    sentence = "Berkas “{name}” belum dapat diperiksa."
    hint = "Coba lagi sebentar lagi. Bila berulang, pindai ulang dengan 200 dpi dan hubungi pengelola sistem."

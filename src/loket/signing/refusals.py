"""What signing may refuse, each explained once."""

from loket.core.problems import Refusal


class PassphraseTooShort(Refusal):
    """A new passphrase that a stolen key file would not withstand."""

    id = "passphrase-too-short"
    sentence = "Frasa sandi paling sedikit {least} huruf; yang diketik {count}."
    hint = "Pakai beberapa kata yang mudah Anda ingat dan sulit ditebak orang lain."


class PassphraseWrong(Refusal):
    """The key of a signer does not open; nothing was signed."""

    id = "passphrase-wrong"
    sentence = "Frasa sandi tidak cocok dengan kunci {name}."
    hint = "Ketik sekali lagi. Bila lupa, minta sertifikat baru; frasa sandi tidak disimpan di mana pun."


class RootPassphraseWrong(Refusal):
    """The key of the root authority does not open; no certificate was issued."""

    id = "root-passphrase-wrong"
    sentence = "Frasa sandi otoritas tidak cocok."
    hint = "Periksa pengaturan frasa sandi otoritas; berkas kuncinya ada di {folder}."


class KeyFileBroken(Refusal):
    """A file of keys or certificates that is not what it was written as."""

    id = "key-file-broken"
    sentence = "Berkas kunci {file} tidak dapat dibaca."
    hint = "Pulihkan berkas itu dari cadangan. Jangan menghapusnya: surat lama diperiksa dengan sertifikat di dalamnya."


class SignerNameUnusable(Refusal):
    """A name, title or office that a certificate has no room for."""

    id = "signer-name-unusable"
    sentence = "Bagian “{part}” tidak dapat dimuat di dalam sertifikat: isinya harus 1 sampai {most} huruf."
    hint = "Perbaiki pada data pejabat, misalnya dengan menyingkat gelar, lalu terbitkan lagi."


class NipMalformed(Refusal):
    """The staff number of a signer is not one."""

    id = "signer-nip"
    sentence = "NIP penanda tangan harus 18 angka; yang tercatat “{nip}”."
    hint = "Perbaiki NIP pada data pejabat, lalu terbitkan lagi."


class CertificateOutOfTime(Refusal):
    """The certificate of a signer has ended, or does not hold yet."""

    id = "certificate-out-of-time"
    sentence = "Sertifikat {name} berlaku {since} sampai {until}; sekarang tidak dapat dipakai menandatangani."
    hint = "Terbitkan sertifikat baru untuk penanda tangan ini."


class PaperAlreadySigned(Refusal):
    """A PDF that bears a signature already; a second one would change the file that the first one covers."""

    id = "paper-already-signed"
    sentence = "Berkas surat ini sudah memuat tanda tangan elektronik."
    hint = "Pakai berkas yang sudah ditandatangani, atau cetak surat baru dari permohonannya."


class PaperNotSignable(Refusal):
    """Bytes that are no PDF in which a signature can be set."""

    id = "paper-not-signable"
    sentence = "Berkas surat ini bukan PDF yang dapat ditandatangani."
    hint = "Buat kembali surat dari permohonannya, lalu tanda tangani lagi."

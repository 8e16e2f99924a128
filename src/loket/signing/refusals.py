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


class NoSeatToSign(Refusal):
    """The officer fills no position of this office today, so nobody may sign in that name."""

    id = "no-seat-to-sign"
    sentence = "Hari ini Anda tidak memegang jabatan yang dapat menandatangani surat kantor ini."
    hint = "Minta administrator memeriksa penunjukan atau cuti Anda."


class NoCertificate(Refusal):
    """The signer has no certificate in this office."""

    id = "no-signer-certificate"
    sentence = "{name} belum mempunyai sertifikat elektronik di kantor ini."
    hint = "Buat sertifikat dahulu, atau tanda tangani surat dengan tinta dan cap dinas."


class SignStepOpen(Refusal):
    """The step at which the official signs has not been done, or was taken back."""

    id = "sign-step-open"
    sentence = "Langkah tanda tangan permohonan {resi} belum selesai."
    hint = "Selesaikan langkah tanda tangan itu, lalu tanda tangani suratnya."


class SignStepOfAnother(Refusal):
    """Another official did the step: whoever signed the case signs its papers."""

    id = "sign-step-of-another"
    sentence = "Langkah tanda tangan permohonan {resi} dilakukan pejabat lain."
    hint = "Surat ditandatangani oleh pejabat yang melakukan langkah itu."


class PaperIsDraft(Refusal):
    """A paper that is still a konsep."""

    id = "paper-is-draft"
    sentence = "Masih konsep, jadi belum ditandatangani: {why}."
    hint = "Lengkapi dahulu, lalu tanda tangani."


class NoSuchSignedPaper(Refusal):
    """No paper has this mark, or it belongs to another office: the answer is the same, so that nothing leaks."""

    id = "no-such-signed-paper"
    sentence = "Surat bertanda tangan elektronik itu tidak ada."
    hint = "Muat ulang halaman permohonannya."


class NothingUnknown(Refusal):
    """A paper whose signature is not in doubt: there is nothing to ask the provider."""

    id = "nothing-unknown"
    sentence = "Tanda tangan surat ini tidak diragukan: {state}."
    hint = "Muat ulang halaman untuk melihat keadaannya."


class SignedFileDamaged(Refusal):
    """The kept bytes are gone, or no longer those whose hash was written down."""

    id = "signed-file-damaged"
    sentence = "Berkas surat {code} hilang atau rusak, jadi tidak ditampilkan dan tidak ditandatangani."
    hint = "Pulihkan berkas dari cadangan; jangan memakai salinan lain."


class SigningBusy(Refusal):
    """Others worked on the same papers again and again; nothing was lost."""

    id = "signing-busy"
    sentence = "Surat permohonan {resi} sedang ditandatangani dari tempat lain."
    hint = "Muat ulang halaman, lalu lihat hasilnya."


class RevokedByOthers(Refusal):
    """Signed papers are revoked and reinstated by the head of the office alone."""

    id = "revoked-by-others"
    sentence = "Surat bertanda tangan hanya dicabut atau dipulihkan oleh kepala kantor."
    hint = "Sampaikan alasannya kepada kepala kantor Anda."


class ReasonToRevokeMissing(Refusal):
    """Whoever checks the paper years later must find why."""

    id = "reason-to-revoke-missing"
    sentence = "Tulis alasannya, paling banyak 400 huruf."
    hint = "Sebut dasar atau kesalahan yang ditemukan."


class StandingMoved(Refusal):
    """The paper is no longer in the standing that was on the screen."""

    id = "standing-moved"
    sentence = "Keadaan surat ini sudah berubah."
    hint = "Muat ulang halaman, lalu lihat keadaannya sekarang."


class TokenNameMalformed(Refusal):
    """Text that does not name a key in a token."""

    id = "token-name"
    sentence = "Nama kunci di dalam token tidak terbaca."
    hint = "Tulis seperti pkcs11:token=LABEL;object=LABEL, tanpa PIN; spasi ditulis %20."


class TokenPinWrong(Refusal):
    """The token does not open; nothing was signed."""

    id = "token-pin-wrong"
    sentence = "PIN tidak cocok dengan token {token}."
    hint = "Ketik sekali lagi dengan cermat: token terkunci setelah beberapa kali salah."


class TokenLocked(Refusal):
    """The token takes no PIN any more, or has none yet."""

    id = "token-locked"
    sentence = "Token {token} terkunci, atau PIN-nya belum dibuat."
    hint = "Minta penerbit token membukanya. Jangan mencoba PIN lain."


class TokenMissing(Refusal):
    """No token of that name, or more than one."""

    id = "token-missing"
    sentence = "Token {token} tidak terpasang, atau ada lebih dari satu yang bernama sama."
    hint = "Pasang satu token itu pada server, lalu coba lagi."


class TokenKeyMissing(Refusal):
    """The token has no key that fits the certificate."""

    id = "token-key-missing"
    sentence = "Di dalam token {token} tidak ada satu kunci “{key}” yang cocok dengan sertifikatnya."
    hint = "Periksa nama kuncinya. Kunci harus ECDSA P-256, sepasang dengan sertifikat yang terpasang."


class TokenUnusable(Refusal):
    """The library of the token is not there, or says that something else is wrong."""

    id = "token-unusable"
    sentence = "Token tidak dapat dipakai ({why})."
    hint = "Minta pengelola server memeriksa LOKET_TOKEN_LIBRARY dan sambungan token."


class ProviderNotSet(Refusal):
    """The installation names no provider elsewhere."""

    id = "provider-not-set"
    sentence = "Penyedia tanda tangan belum diatur pada server."
    hint = "Minta pengelola server mengisi LOKET_SIGNING_ADDRESS dan LOKET_SIGNING_CREDENTIALS."


class ProviderSettingWrong(Refusal):
    """A setting about the provider that cannot be used; what it says is not repeated."""

    id = "provider-setting-wrong"
    sentence = "Pengaturan {setting} tidak dapat dipakai."
    hint = "Minta pengelola server memeriksanya: alamat https, dan berkas yang tidak terbaca oleh pengguna lain."


class ProviderPassphraseMissing(Refusal):
    """An empty passphrase is not sent: it would count as a wrong one."""

    id = "provider-passphrase-missing"
    sentence = "Frasa sandi belum diketik."
    hint = "Ketik frasa sandi Anda pada penyedia, lalu coba lagi."


class CertificateUnusable(Refusal):
    """A certificate with which no paper could be signed that holds."""

    id = "certificate-unusable"
    sentence = "Sertifikat itu tidak dapat dipakai di sini: {why}"
    hint = "Minta kepada penerbitnya sertifikat ECDSA P-256 untuk menandatangani, dan sertifikat penerbit itu sendiri."


class CertificateOfAnother(Refusal):
    """A certificate that names another staff number."""

    id = "certificate-of-another"
    sentence = "Sertifikat itu menyebut NIP {there}; NIP {name} adalah {nip}."
    hint = "Pasang sertifikat milik pejabat itu, atau perbaiki NIP pada data pejabat."


class CertificateHeldElsewhere(Refusal):
    """The official signs with a certificate of a provider or a token, which a training one would push aside."""

    id = "certificate-held-elsewhere"
    sentence = "Anda sudah mempunyai sertifikat dari luar kantor yang masih berlaku."
    hint = "Pakai sertifikat itu. Bila tidak dapat dipakai lagi, minta pengelola server memasang yang baru."


class CertificateNotYours(Refusal):
    """Certificates from outside are set by the head of the office or its administrator."""

    id = "certificate-not-yours-to-set"
    sentence = "{name} tidak berwenang memasang sertifikat penanda tangan kantor itu."
    hint = "Kepala kantor atau pengelola kantor yang memutuskannya."


class SignerNumberMissing(Refusal):
    """The provider must be told who signs."""

    id = "signer-number-missing"
    sentence = "Nomor penanda tangan pada penyedia harus 1 sampai 64 huruf atau angka."
    hint = "Pakai nomor yang didaftarkan pada penyedia, biasanya NIK."


class HistoryRewritten(Refusal):
    """The list of what was sealed no longer begins as it did when it was signed; nothing more is signed."""

    id = "history-rewritten"
    sentence = "Riwayat kantor {office} tidak lagi cocok dengan segel bertanda tangan no. {number}."
    hint = "Jangan perbaiki apa pun. Simpan salinan basis data, lalu jalankan `loket audit verify`."


class HistoryKeyLost(Refusal):
    """The key with which the history of an office was signed is gone, or another lies in its place."""

    id = "history-key-lost"
    sentence = "Kunci riwayat kantor {office} hilang, atau bukan lagi yang menandatangani segel terakhir."
    hint = "Pulihkan berkas riwayat-{office}.pem di {folder} dari cadangan. Kunci baru tidak akan dipercaya saksi."


class NothingSealedYet(Refusal):
    """No checkpoint of the office is signed yet."""

    id = "nothing-sealed-yet"
    sentence = "Belum ada segel bertanda tangan untuk kantor {office}."
    hint = "Jalankan dahulu `loket audit checkpoint`."


class SizeNeverSealed(Refusal):
    """Someone asks for a proof from a size that the signed list has not."""

    id = "size-never-sealed"
    sentence = "Segel terakhir memuat {size} catatan; tidak ada pembuktian dari {old}."
    hint = "Periksa angka yang disebut saksi. Bila saksi benar melihat sebanyak itu, riwayat di sini telah dipotong."


class CaseNotSealed(Refusal):
    """A case that no signed checkpoint holds yet, so that nothing outside could prove it."""

    id = "case-not-sealed"
    sentence = "Riwayat permohonan {resi} belum masuk segel bertanda tangan."
    hint = "Buat segel hari ini dengan `loket audit checkpoint`, lalu ekspor lagi."


class CaseSealedTomorrow(Refusal):
    """A case that came after the seal of the day, of which there is one: the next seal holds it."""

    id = "case-sealed-tomorrow"
    sentence = "Permohonan {resi} diterima sesudah segel hari ini, jadi riwayatnya baru dapat dibuktikan besok."
    hint = "Ekspor besok, sesudah segel harian dibuat."


class CaseBroken(Refusal):
    """The history of a case is not the one that was sealed; an export would prove nothing."""

    id = "case-broken"
    sentence = "Riwayat permohonan {resi} tidak utuh: {why}."
    hint = "Jangan perbaiki apa pun. Simpan salinan basis data, lalu jalankan `loket audit verify`."


class CosignatureUnusable(Refusal):
    """The answer of a witness that is none of that key over any signed checkpoint of the office."""

    id = "cosignature-unusable"
    sentence = "Jawaban saksi {name} bukan tanda tangan kunci itu atas segel kantor {office}."
    hint = "Periksa kunci saksi, dan tempel jawabannya utuh satu baris."


class StampSettingWrong(Refusal):
    """A setting about the server of time stamps that cannot be used."""

    id = "stamp-setting-wrong"
    sentence = "Pengaturan {setting} tidak dapat dipakai."
    hint = "Isi alamat http atau https server cap waktu, dan berkas PEM dengan sertifikat akar otoritasnya."


class StampFailed(Refusal):
    """No time stamp that holds came of a checkpoint; nothing was kept."""

    id = "stamp-failed"
    sentence = "Segel belum bercap waktu: {why}"
    hint = "Segelnya sendiri tetap sah. Jalankan `loket audit checkpoint` sekali lagi nanti."

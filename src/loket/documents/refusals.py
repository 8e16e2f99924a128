"""What this app may refuse, each explained once."""

from loket.core.problems import Refusal


class SignNotPrintable(Refusal):
    """A text has a sign that no bundled font can draw; an empty box on an official paper would pass unseen."""

    id = "sign-not-printable"
    sentence = "Tanda “{sign}” tidak dapat dicetak."
    hint = (
        "Tulis dengan huruf Latin, seperti pada akta. Bila sudah tercatat di register, catat dahulu pembetulan biodatanya, "
        "lalu cetak lagi."
    )


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


class ScanEmpty(Refusal):
    """A file without a byte: the scanner had not finished, or the copy was cut off."""

    id = "scan-empty"
    sentence = "Berkas “{name}” kosong: ukurannya 0 byte."
    hint = "Tunggu sampai pemindai selesai menyimpan, atau salin ulang berkasnya, lalu unggah lagi."


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


class ScanInfected(Refusal):
    """The scanner for viruses knows what is in it."""

    id = "scan-infected"
    sentence = "Berkas “{name}” ditolak: pemindai virus menemukan {found}."
    hint = (
        "Jangan membuka berkas itu dan hapus dari komputer ini. Minta pemohon membawa kertasnya, lalu pindai di loket."
    )


class ScanHeld(Refusal):
    """The scanner for viruses is away, so nobody opens the file yet."""

    id = "scan-held"
    sentence = "Berkas “{name}” belum dapat diperiksa karena pemindai virus tidak menjawab."
    hint = (
        "Berkas menunggu di karantina dan dilampirkan sendiri begitu pemindai hidup lagi. Tidak perlu diunggah ulang."
    )


class ScanBringerGone(Refusal):
    """A file that waited is added in the name of who brought it, and that officer has left."""

    id = "scan-bringer-gone"
    sentence = "Berkas “{name}” tidak dilampirkan: petugas yang mengunggahnya tidak lagi mempunyai akun."
    hint = "Unggah lagi dari kertas aslinya."


class ScanNotChecked(Refusal):
    """The check itself could not finish: no memory or no time left on this machine."""

    id = "scan-not-checked"
    sentence = "Berkas “{name}” belum dapat diperiksa."
    hint = "Coba lagi sebentar lagi. Bila berulang, pindai ulang dengan 200 dpi dan hubungi pengelola sistem."


class PaperIncomplete(Refusal):
    """
    An official paper with a gap is never printed: an empty dotted line is filled in later by anyone.

    `data["missing"]` names each thing that is missing, in words.
    """

    id = "paper-incomplete"
    sentence = "{paper} belum dapat dicetak. Belum ada: {list}."
    hint = "Lengkapi data itu pada register atau formulir entri, lalu cetak lagi."


class NothingToPrint(Refusal):
    """A paper that is taken back is not printed."""

    id = "paper-nothing-to-print"
    sentence = "{paper} ditarik, jadi tidak ada yang dicetak."
    hint = "Catat penarikan dokumen lama pada berkas permohonan."


class PaperOfAnotherOffice(Refusal):
    """An office prints papers of those whom it keeps. Basis: UU 24/2013 ps. 79 (access to personal data by right)."""

    id = "paper-not-kept-here"
    sentence = "{paper} ini menyangkut penduduk atau KK yang tercatat di kantor lain, jadi tidak dicetak di sini."
    hint = "Catat kedatangannya dahulu, atau minta kantor yang mencatat mereka mencetaknya."


class PrintRefused(Refusal):
    """Papers are printed by someone with a position today, for the own office."""

    id = "print-no-seat"
    sentence = "Anda tidak memegang jabatan di kantor ini hari ini, jadi dokumen tidak dapat dicetak atau dicatat."
    hint = "Minta atasan memeriksa penunjukan Anda."


class NoSuchPrint(Refusal):
    """A print of another office is as unknown as one that never was."""

    id = "print-unknown"
    sentence = "Cetakan itu tidak ada pada kantor ini."
    hint = "Buka cetakan dari halaman permohonannya."


class ReprintNeedsReason(Refusal):
    """The second copy of a paper is told from the first, and someone says why there is one."""

    id = "print-reason-missing"
    sentence = "{paper} ini sudah pernah dicetak ({copy} kali), jadi cetak ulang memerlukan alasan."
    hint = "Tulis mengapa dicetak lagi, misalnya rusak di printer atau hilang."


class PrintKeyReused(Refusal):
    """One key stands for one print."""

    id = "print-key-reused"
    sentence = "Kunci permintaan ini sudah dipakai untuk cetakan atau catatan lain."
    hint = "Buka kembali halamannya, lalu kirim sekali lagi."


class PaperChangedSince(Refusal):
    """The same request would give another paper by now: the register was corrected in between."""

    id = "print-changed-since"
    sentence = "Data {paper} berubah sejak dicetak, jadi cetakan yang sama tidak dapat dibuat lagi."
    hint = "Cetak ulang dengan alasan, sehingga cetakan lama tercatat diganti."


class PrinterBusy(Refusal):
    """Others kept printing the same paper, or moving the same blanks, while this was tried."""

    id = "print-busy"
    sentence = "Dokumen atau blangko ini sedang dicatat petugas lain."
    hint = "Lihat daftar cetakan atau buku blangko, lalu coba lagi."


class SubstituteNotOffered(Refusal):
    """The substitute letter is for the time without blanks. Basis: SE Mendagri 471.13/10231/DUKCAPIL."""

    id = "substitute-not-offered"
    sentence = "Blangko {paper} masih cukup menurut buku, jadi surat keterangan pengganti tidak dibuat."
    hint = "Cetak kartunya. Bila blangko di gudang tidak cocok dengan buku, catat hitungannya di halaman Blangko."


class SubstituteNeedsCause(Refusal):
    """Whoever was handed the card already needs no letter in its place, unless something became of it."""

    id = "substitute-needs-cause"
    sentence = "Menurut register {paper} orang ini sudah diserahkan."
    hint = "Pilih mengapa surat pengganti tetap diperlukan: hilang, rusak, atau perubahan data."


class OutcomeSaid(Refusal):
    """Good or spoiled is said once; what was unknown may still be told."""

    id = "print-outcome-said"
    sentence = "Hasil cetakan ini sudah dicatat: {outcome}."
    hint = "Bila dokumen perlu dicetak lagi, cetak ulang dengan alasan."


class SpoiledNeedsReason(Refusal):
    """A spoiled print or blank is listed in the berita acara with its cause."""

    id = "blank-reason-missing"
    sentence = "Sebabnya belum ditulis."
    hint = "Tulis sebabnya, misalnya gagal cetak, tinta luntur, atau sobek."


class SerialMalformed(Refusal):
    """A serial ends in digits and may begin with letters."""

    id = "blank-serial-malformed"
    sentence = "“{serial}” bukan nomor seri blangko."
    hint = "Pindai atau ketik seperti tercetak, misalnya A0012345."


class SerialMissing(Refusal):
    """An office that keeps a ledger of a blank binds each print on it to a serial."""

    id = "blank-serial-missing"
    sentence = "{kind} dicetak pada blangko bernomor seri, dan nomornya belum diisi."
    hint = "Pindai nomor seri blangko yang dimasukkan ke printer."


class BlankRangeRefused(Refusal):
    """A range runs from a lower to a higher number of the same series."""

    id = "blank-range-refused"
    sentence = "Rentang {first}–{last} tidak dapat dicatat: {why}."
    hint = "Periksa nomor seri pertama dan terakhir pada kemasan."


class BlankNotAvailable(Refusal):
    """A blank is where the ledger says it is: what is used, lent or held by someone else cannot be taken."""

    id = "blank-not-available"
    sentence = "Blangko {kind} {serial} tidak dapat dicatat “{act}”: {state}."
    hint = "Lihat riwayat blangko itu pada buku blangko, lalu periksa nomor serinya."


class BlankCountUnexplained(Refusal):
    """A count that differs from the ledger says why."""

    id = "blank-count-unexplained"
    sentence = "Hitungan {counted}, menurut buku {expected}: selisih {difference}. Tulis sebabnya."


class BlankMovementRefused(Refusal):
    """Blanks are received, lent, returned, counted and destroyed by naming whom and why."""

    id = "blank-movement-refused"
    sentence = "Catatan blangko ini belum lengkap: {what} belum diisi."
    hint = "Isi, lalu simpan lagi."

"""Why something is not written into the register, apart from what the rules of the core say."""

from loket.core.problems import Refusal


class NoSeat(Refusal):
    """Someone without a position today, or of no office, changes nothing."""

    id = "register-no-seat"
    sentence = "Anda tidak memegang jabatan di kantor ini hari ini, jadi peristiwa tidak dapat dicatat."
    hint = "Minta atasan memeriksa penunjukan Anda."


class OwnFamily(Refusal):
    """Nobody works on a matter of their own or of their own KK. Basis: UU 30/2014, ps. 42 dan ps. 43."""

    id = "own-family"
    sentence = "Berkas ini menyangkut Anda sendiri atau orang dalam KK Anda, jadi tidak boleh Anda kerjakan."
    hint = "Serahkan kepada rekan: lepas berkas ini bila Anda memegangnya, atau minta atasan mengalihkannya."


class OwnFamilyOfColleague(Refusal):
    """The same, of the colleague to whom a file is given."""

    id = "own-family-of-colleague"
    sentence = "Berkas ini menyangkut petugas itu sendiri atau orang dalam KK-nya, jadi tidak boleh ia kerjakan."
    hint = "Pilih rekan lain."


class NotKeptHere(Refusal):
    """A life event concerns at least one resident or KK that the recording office keeps."""

    id = "register-not-kept-here"
    sentence = "Tidak seorang pun dari mereka tercatat di kantor ini, jadi peristiwa ini tidak dapat dicatat di sini."
    hint = "Catat kedatangannya dahulu, atau minta kantor yang mencatat mereka."


class KeyReused(Refusal):
    """One key stands for one life event."""

    id = "register-key-reused"
    sentence = "Kunci permintaan ini sudah dipakai untuk peristiwa lain."
    hint = "Buka kembali halamannya, lalu kirim sekali lagi."


class IdTaken(Refusal):
    """What is new needs an id that nobody has."""

    id = "register-id-taken"
    sentence = "Penduduk atau KK baru memakai tanda pengenal yang sudah ada."
    hint = "Buka kembali halamannya, lalu kirim sekali lagi."


class NumberTaken(Refusal):
    """A NIK and a KK number belong to one person and one family for ever. Basis: UU 23/2006 ps. 13 dan ps. 61."""

    id = "register-number-taken"
    sentence = "{what} {number} sudah dipakai dalam register ini."
    hint = "Periksa kembali nomor itu; satu nomor hanya untuk satu penduduk atau satu keluarga."


class NumbersExhausted(Refusal):
    """A series of drafts has 999 serials a date."""

    id = "register-numbers-exhausted"
    sentence = "Nomor konsep untuk wilayah dan tanggal ini sudah habis."
    hint = "Pakai nomor dari SIAK."


class RegisterBusy(Refusal):
    """Others kept changing the same families while this was tried."""

    id = "register-busy"
    sentence = "Data keluarga ini sedang diubah petugas lain."
    hint = "Coba sekali lagi sebentar lagi."


class ReferenceMissing(Refusal):
    """A number that an operator types in comes from somewhere."""

    id = "register-reference-missing"
    sentence = "Nomor dari pusat harus disertai rujukannya."
    hint = "Tulis nomor atau tanggal jawaban SIAK."


class UnknownAdapter(Refusal):
    """There are three ways to the centre."""

    id = "register-unknown-adapter"
    sentence = "Cara penomoran “{adapter}” tidak dikenal."
    hint = "Pilih salah satu: {known}."


class SettingRefused(Refusal):
    """How an office works with the centre is decided by its head or administrator, with a reason."""

    id = "register-setting-refused"
    sentence = "Pengaturan register hanya diubah kepala kantor atau pengelola, dengan alasan tertulis."
    hint = "Minta kepala kantor mengubahnya."


class RecognitionWaits(Refusal):
    """One proposal at a time, so that what is confirmed is what was read."""

    id = "recognition-waits"
    sentence = "Pengakuan lain masih menunggu orang kedua."
    hint = "Pastikan, tolak, atau tarik dahulu usulan itu."


class NoRegions(Refusal):
    """A sample needs villages to live in."""

    id = "register-no-regions"
    sentence = "Tidak ada desa/kelurahan untuk wilayah {code} dalam daftar wilayah."
    hint = "Muat daftar wilayahnya dahulu."


class UnprintableName(Refusal):
    """A name has a sign that no paper can show, or that names do not have; then none of the person's papers would print."""

    id = "unprintable-name"
    sentence = "Nama memuat tanda yang tidak dapat dicetak: {sign}."
    hint = "Tulis nama dengan huruf Latin seperti pada KK atau paspor, tanpa gambar dan tanda yang tidak terlihat."


class UnstorableText(Refusal):
    """A text that no database or form can hold: too long, U+0000, or half of a pair."""

    id = "register-unstorable-text"
    sentence = "Ada isian yang terlalu panjang atau berisi tanda yang tidak dapat disimpan."
    hint = "Nama dan alamat paling panjang 200 huruf; ketik ulang, jangan salin dari berkas yang rusak."

"""Why a change to an office is not made. One class per reason; the sentence is what the administrator reads."""

from loket.core.problems import Refusal


class WrongPeriod(Refusal):
    """A period that ends before it begins."""

    id = "wrong-period"
    sentence = "Masa berlaku berakhir sebelum mulai."
    hint = "Periksa kedua tanggalnya; tanggal akhir adalah hari pertama yang tidak lagi berlaku."


class AlreadyEnds(Refusal):
    """The end of an appointment is brought forward, never put off: someone else may hold the seat by then."""

    id = "already-ends"
    sentence = "Penunjukan itu sudah berakhir {until}; akhirnya tidak dapat diundur."
    hint = "Bila jabatan itu tetap dipegang, catat penunjukan baru dengan surat keputusannya."


class SeatTaken(Refusal):
    """A position has one holder in own right at a time."""

    id = "seat-taken"
    sentence = "Jabatan {title} pada tanggal itu masih dipegang {holder}."
    hint = "Akhiri dahulu penunjukan yang lama, atau tunjuk Plh. bila pejabatnya berhalangan."


class NotVacant(Refusal):
    """A Plt fills a vacancy; for a holder who is away there is the Plh. Basis: UU 30/2014, ps. 14."""

    id = "seat-not-vacant"
    sentence = "Plt. hanya untuk jabatan kosong; {title} pada masa itu masih dipegang {holder}."
    hint = "Bila pejabatnya berhalangan, catat ketidakhadirannya dan tunjuk Plh.; bila sudah berhenti, akhiri dahulu penunjukannya."


class NotOfThisOffice(Refusal):
    """A person, position or entry of another office, or none at all."""

    id = "not-of-this-office"
    sentence = "{what} tidak ada di kantor ini."
    hint = "Pilih dari daftar kantor Anda."


class CalendarConflict(Refusal):
    """Hours, a closure or an outage that the calendar cannot take."""

    id = "calendar-conflict"
    sentence = "{fault}"
    hint = "Periksa jam dan tanggalnya."


class NameTaken(Refusal):
    """A user name belongs to one account."""

    id = "name-taken"
    sentence = "Nama pengguna “{username}” sudah dipakai."
    hint = "Pilih nama pengguna lain."


class NameUnfit(Refusal):
    """A user name that is hard to type or to tell apart."""

    id = "user-name-unfit"
    sentence = "Nama pengguna hanya berisi huruf kecil, angka, titik, dan tanda hubung, 3 sampai 60 huruf."
    hint = "Misalnya {example}."


class NipLength(Refusal):
    """A NIP is 18 digits: birth date, month of appointment, sex, serial. Basis: Perka BKN 22/2007."""

    id = "nip-length"
    sentence = "NIP harus 18 angka."
    hint = "Salin dari surat keputusan. Kosongkan bila petugas tidak ber-NIP."


class NipDate(Refusal):
    """The first eight digits of a NIP are the birth date, year first."""

    id = "nip-date"
    sentence = "8 angka pertama NIP itu bukan tanggal lahir yang mungkin."
    hint = "Salin dari surat keputusan: tahun, bulan, lalu tanggal lahir."


class NipSex(Refusal):
    """The fifteenth digit of a NIP is 1 for men and 2 for women."""

    id = "nip-sex"
    sentence = "Angka ke-15 NIP itu harus 1 (laki-laki) atau 2 (perempuan)."
    hint = "Salin dari surat keputusan."


class NipTaken(Refusal):
    """A NIP belongs to one person."""

    id = "nip-taken"
    sentence = "NIP {nip} sudah tercatat untuk petugas lain."
    hint = "Periksa angkanya. Petugas yang sama tidak didaftarkan dua kali; beri ia penunjukan baru."


class NikTaken(Refusal):
    """A NIK belongs to one person. The number is not repeated: a page that was left open would show it."""

    id = "officer-nik-taken"
    sentence = "NIK itu sudah tercatat untuk petugas lain."
    hint = "Periksa angkanya pada KTP-el petugas ini."


class OwnNik(Refusal):
    """Who could change the own NIK could work on the file of the own family."""

    id = "officer-nik-own"
    sentence = "NIK sendiri tidak dicatat sendiri."
    hint = "Minta pengelola kantor yang lain mencatatnya."


class OwnPassword(Refusal):
    """A new password for oneself takes the old one; otherwise an unattended desk would be an account taken over."""

    id = "own-password"
    sentence = "Kata sandi sendiri tidak diberikan di sini."
    hint = "Ganti pada halaman Ganti kata sandi, dengan kata sandi Anda sekarang."


class PasswordReplaced(Refusal):
    """Between looking at the old password and writing the new one, another was set."""

    id = "password-replaced"
    sentence = "Kata sandi Anda baru saja diganti dari tempat lain; yang ini tidak disimpan."
    hint = "Masuk dengan kata sandi yang terbaru, lalu ulangi bila masih perlu."


class PasskeyUnfit(Refusal):
    """What the browser sent is no answer to what it was asked; which part is wrong is not told."""

    id = "passkey-unfit"
    sentence = "Kunci sandi itu tidak dapat dipakai di sini."
    hint = "Coba sekali lagi. Bila tetap gagal, pakai kode dari telepon atau kode pemulihan."


class PasskeyKnown(Refusal):
    """The same key twice would be one key under two names."""

    id = "passkey-known"
    sentence = "Kunci sandi itu sudah terpasang."
    hint = "Pakai kunci lain, atau hapus yang lama dahulu."


class LastWay(Refusal):
    """Without telephone and passkeys there would be recovery codes alone."""

    id = "last-second-factor"
    sentence = "Ini satu-satunya verifikasi dua langkah Anda, jadi tidak dapat dihapus."
    hint = "Pasang telepon atau kunci sandi lain dahulu."


class EmergencyOpen(Refusal):
    """One access in an emergency at a time: each must be seen by everybody."""

    id = "emergency-open"
    sentence = "Akses darurat untuk {name} masih terbuka."
    hint = "Tutup dahulu yang itu."


class EmergencyHours(Refusal):
    """An emergency lasts hours, not days."""

    id = "emergency-hours"
    sentence = "Akses darurat berlaku 1 sampai 4 jam."
    hint = "Pilih jamnya dari 1 sampai 4."


class NoEmergency(Refusal):
    """Nothing is open that could be closed."""

    id = "no-emergency"
    sentence = "Tidak ada akses darurat yang terbuka."
    hint = "Muat ulang halaman ini."


class WithoutSeat(Refusal):
    """An access in an emergency is for somebody who is at work."""

    id = "emergency-without-seat"
    sentence = "{name} hari ini tidak bertugas pada jabatan mana pun."
    hint = "Pilih petugas yang bertugas hari ini."


class OwnProposal(Refusal):
    """A grant needs two persons; who proposed it is the first of them."""

    id = "own-proposal"
    sentence = "Usulan sendiri tidak dapat dipastikan sendiri."
    hint = "Minta kepala kantor atau pengelola lain memastikannya."


class OwnGrant(Refusal):
    """Nobody gives a position to themselves, whoever has proposed it."""

    id = "own-grant"
    sentence = "Jabatan untuk diri sendiri tidak dapat dipastikan sendiri."
    hint = "Minta kepala kantor atau pengelola lain memastikannya."


class ProposalDecided(Refusal):
    """Somebody else was quicker, or it is of another office: which of them it was is not told."""

    id = "proposal-decided"
    sentence = "Usulan itu sudah diputus."
    hint = "Muat ulang halaman ini."


class ProposerGone(Refusal):
    """The first of the two persons has left the office meanwhile; then there is one."""

    id = "proposer-gone"
    sentence = "Pengusulnya sudah tidak bertugas, jadi usulan itu tidak berlaku."
    hint = "Tolak usulan ini, lalu usulkan lagi."


class SessionOver(Refusal):
    """A session that has ended meanwhile, or is of another office: which of them it is, is not told."""

    id = "session-over"
    sentence = "Sesi itu sudah berakhir."
    hint = "Muat ulang daftar ini."


class CodeWrong(Refusal):
    """A code that is wrong, too old, or used before; which of them it was is not told."""

    id = "code-wrong"
    sentence = "Kode itu tidak cocok, atau sudah dipakai."
    hint = "Tunggu kode berikutnya di telepon Anda, dan periksa jam telepon itu."


class EnrolmentTooOld(Refusal):
    """A secret that was shown too long ago, or to somebody else."""

    id = "enrolment-too-old"
    sentence = "Gambar kode itu sudah terlalu lama terbuka."
    hint = "Pindai gambar yang baru di halaman ini, lalu ketik kodenya."


class NoSecondFactor(Refusal):
    """There is nothing to take away or to renew."""

    id = "second-factor-none"
    sentence = "Petugas itu tidak memakai verifikasi dua langkah."
    hint = "Muat ulang halaman ini."


class OwnSecondFactor(Refusal):
    """Nobody takes away their own second factor: another person must have seen that the telephone is lost."""

    id = "own-second-factor"
    sentence = "Verifikasi dua langkah sendiri tidak dicabut di sini."
    hint = (
        "Bila telepon Anda berganti, pakai Ganti telepon. Bila hilang, pakai kode pemulihan atau minta pengelola lain."
    )


class SecondKeeper(Refusal):
    """A new password and no second factor are the account: whoever gave both could be its owner."""

    id = "second-keeper"
    sentence = (
        "Kata sandi baru dan pencabutan verifikasi dua langkah tidak dilakukan orang yang sama untuk satu petugas."
    )
    hint = (
        "Yang satu sudah Anda lakukan, jadi minta pengelola lain melakukan yang kedua. Anda dapat melakukannya sendiri sesudah petugas itu "
        "masuk dan 24 jam lewat."
    )


class SeatKeepsNothing(Refusal):
    """The first accounts of an office are those that can make the others."""

    id = "seat-keeps-nothing"
    sentence = "Jabatan itu tidak mengelola kantor."
    hint = "Pilih salah satu dari: {positions}."


class EnoughKeepers(Refusal):
    """Two who keep an office can make every other account together, and nobody need be believed alone."""

    id = "enough-keepers"
    sentence = "Kantor ini sudah mempunyai dua pengelola."
    hint = "Petugas berikutnya diusulkan pada halaman Jabatan, lalu dipastikan orang kedua."


class WhyMissing(Refusal):
    """Every change of the organisation says why."""

    id = "why-missing"
    sentence = "Tulis alasan atau dasar keputusannya."


class UnknownLabel(Refusal):
    """An office names what its screens and papers ask for, in few words."""

    id = "office-label-unknown"
    sentence = "Sebutan itu tidak dikenal, atau lebih dari 60 huruf."
    hint = "Pilih yang disebut, lalu tulis singkat, misalnya Nagari."

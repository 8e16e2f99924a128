"""Why the front door of casework says no. One class per reason; the sentence is what the officer reads."""

from loket.core.problems import Refusal


class NoSuchCase(Refusal):
    """No case has this resi, or it belongs to another office: the answer is the same, so that nothing leaks."""

    id = "no-such-case"
    sentence = "Permohonan dengan nomor resi itu tidak ada."
    hint = "Periksa nomor pada resi, atau cari dengan NIK."


class StaleVersion(Refusal):
    """
    Someone else moved the case after the form was opened; nothing of it was written.

    `data`: version (now), who, what, when (aware datetime), resi.
    """

    id = "stale-version"
    sentence = "Permohonan ini sudah berubah: {who} – {what}."
    hint = "Lihat keadaannya yang terbaru, lalu ulangi bila masih perlu."


class TimeRunsBack(Refusal):
    """What is entered late from paper happened after what the file already says, or the clocks would lie."""

    id = "time-runs-back"
    sentence = "Waktu yang diisi mendahului catatan terakhir berkas ini."
    hint = "Periksa tanggal dan jamnya."


class UnknownProcedure(Refusal):
    """The office runs no such service on that day; the nearest names are offered."""

    id = "unknown-procedure"
    sentence = "Layanan “{service}” tidak ada di kantor ini. Yang ada: {near}."
    hint = "Pilih layanan dari daftar."


class NotFromHome(Refusal):
    """The procedure lets nobody apply without coming."""

    id = "not-from-home"
    sentence = "Layanan ini diajukan di loket: {service}."
    hint = "Datanglah dengan berkas yang diminta; ambil nomor antrean bila kantor ini menyediakannya."


class NotSentBack(Refusal):
    """The file does not wait for its applicant, so there is nothing to send in again."""

    id = "not-sent-back"
    sentence = "Berkas ini tidak sedang menunggu perbaikan dari Anda."
    hint = "Buka halaman pelacakan untuk melihat sampai di mana berkas ini."


class NoSeat(Refusal):
    """The officer fills no position today: on leave, or without a valid appointment."""

    id = "no-seat"
    sentence = "Hari ini Anda tidak memegang jabatan{because}, jadi belum dapat bertindak."
    hint = "Minta administrator memeriksa penunjukan atau cuti Anda."


class ApplicantIncomplete(Refusal):
    """An application needs at least a name."""

    id = "applicant-incomplete"
    sentence = "Tulis nama pemohon."


class PhoneShape(Refusal):
    """The telephone number holds something else than digits, blanks, + and -."""

    id = "phone-shape"
    sentence = "Nomor telepon hanya berisi angka, spasi, tanda + dan tanda -."
    hint = "Tulis seperti 0812 0000 0001; keterangan lain tulis sebagai catatan."


class CollectorNotApplicant(Refusal):
    """“The applicant in person” was named as the collector, with the name or the NIK of someone else."""

    id = "collector-not-applicant"
    sentence = "Nama atau NIK pengambil bukan nama dan NIK pemohon."
    hint = "Pilih siapa yang mengambil; bila memang pemohon sendiri, tulis nama dan NIK seperti pada permohonan."


class PapersUnknown(Refusal):
    """What is handed over is not among the papers that are still there."""

    id = "papers-unknown"
    sentence = "Dokumen {papers} tidak ada lagi untuk diserahkan."
    hint = "Muat ulang halaman; mungkin rekan Anda baru saja menyerahkannya."


class AlreadyHanded(Refusal):
    """What was handed over cannot be unmade by withdrawing the application."""

    id = "papers-already-handed"
    sentence = "Sebagian dokumen permohonan ini sudah diserahkan, jadi permohonan tidak dapat dicabut lagi."
    hint = "Serahkan sisanya; bila dokumennya salah, terima pembetulannya sebagai permohonan baru."


class NothingLeft(Refusal):
    """A part that leaves nothing is the whole."""

    id = "nothing-left"
    sentence = "Semua dokumen yang tersisa dipilih, jadi ini bukan penyerahan sebagian."
    hint = "Selesaikan langkah penyerahannya."


class NotToBeFetched(Refusal):
    """What cannot be handed over yet, or to the applicant in person alone, is not downloaded either."""

    id = "not-to-be-fetched"
    sentence = "Surat ini belum dapat diunduh."
    hint = "Surat dapat diunduh setelah siap diserahkan. Yang harus diambil sendiri tidak dapat diunduh."


class UnwritableText(Refusal):
    """A text holds a sign that no database or hash can hold: U+0000, or half of a pair."""

    id = "unwritable-text"
    sentence = "Teks berisi tanda yang tidak dapat disimpan."
    hint = "Ketik ulang teksnya; jangan salin dari berkas yang rusak."


class UnprintableText(Refusal):
    """A text has a sign that no paper can show; then the resi would not print."""

    id = "unprintable-text"
    sentence = "Teks memuat tanda yang tidak dapat dicetak: {sign}."
    hint = "Hapus tanda itu, atau tulis dengan huruf Latin."


class LeadsToComplained(Refusal):
    """A complaint goes to nobody whom it is about, and to nobody who stands in for them. Basis: Permenpan-RB 62/2018."""

    id = "leads-to-complained"
    sentence = "Pengaduan ini tidak dapat diteruskan ke sana: pejabatnya termasuk yang diadukan."
    hint = "Pilih unit lain. Bila kepala kantor yang diadukan, teruskan dengan surat kepada atasannya atau Inspektorat."


class NotAComplaint(Refusal):
    """Only a complaint is kept from persons of the office."""

    id = "not-a-complaint"
    sentence = "Berkas ini bukan pengaduan."
    hint = "Buka pengaduan dari daftar pengaduan."


class Unanswered(Refusal):
    """
    A complaint is told with an answer: one that was written, and after an objection one that was written since.

    Basis: Permenpan-RB 62/2018.
    """

    id = "complaint-unanswered"
    sentence = "Jawaban untuk pelapor belum ditulis."
    hint = "Tulis dan simpan jawabannya lebih dahulu; sesudah keberatan, jawaban yang baru."


class NoPapersOfComplaints(Refusal):
    """A scan is open to more people than the words of a complaint, and a letter shows who wrote it."""

    id = "no-papers-of-complaints"
    sentence = "Pindaian tidak disimpan pada pengaduan."
    hint = "Salin isinya ke dalam pengaduan, dan simpan suratnya tertutup pada pengelola pengaduan."


class NothingToCollect(Refusal):
    """A complaint has no papers, and whoever has its code is not asked who they are: no mandate, slip or shelf goes with it."""

    id = "nothing-to-collect"
    sentence = "Pengaduan tidak punya dokumen untuk diambil."
    hint = "Kuasa, resi pengganti dan tempat simpan hanya untuk permohonan."


class IncompleteCannotWait(Refusal):
    """The procedure lets an incomplete file wait, but its check step has no way to."""

    id = "incomplete-cannot-wait"
    sentence = "Berkas belum lengkap: {requirements}. Prosedur ini tidak punya cara menunggu kelengkapan."
    hint = "Lengkapi dahulu berkasnya."


class TooMany(Refusal):
    """A bulk act takes at most a fixed number of cases."""

    id = "too-many"
    sentence = "Paling banyak {most} permohonan sekali jalan; yang dipilih {count}."
    hint = "Kurangi pilihannya."


class NothingChosen(Refusal):
    """A bulk act or batch without a case."""

    id = "nothing-chosen"
    sentence = "Pilih sedikitnya satu permohonan."


class NoBatchStep(Refusal):
    """The step collects no batch in this office."""

    id = "no-batch-step"
    sentence = "Langkah “{step}” bukan langkah pengajuan massal."


class NotInBatchStep(Refusal):
    """A case of the batch does not stand at the step."""

    id = "not-in-batch-step"
    sentence = "Permohonan {resi} tidak sedang berada pada langkah itu."
    hint = "Muat ulang daftar, lalu pilih lagi."


class NotReadyForBatch(Refusal):
    """Some cases of a batch cannot finish its step now; the others wait with them, since one number is for all."""

    id = "not-ready-for-batch"
    sentence = "Pengajuan massal belum dapat dibuat karena permohonan {resis}: {why}"
    hint = "Keluarkan permohonan itu dari pilihan, atau selesaikan dahulu hambatannya."


class UnknownRequirement(Refusal):
    """A paper for a requirement the procedure does not have."""

    id = "unknown-requirement"
    sentence = "Persyaratan “{requirement}” tidak ada dalam prosedur ini."


class NoSuchOfficer(Refusal):
    """The colleague does not exist in this office or fills no seat today."""

    id = "no-such-officer"
    sentence = "Petugas itu tidak ada atau tidak bertugas hari ini di kantor ini."


class NoSuchList(Refusal):
    """The board has no list of that key."""

    id = "no-such-list"
    sentence = "Daftar “{key}” tidak ada."


class NoSuchBook(Refusal):
    """No procedure of the office keeps a book of that key."""

    id = "no-such-book"
    sentence = "Buku “{book}” tidak ada di kantor ini."
    hint = "Pilih dari daftar buku."


class OfficeChanging(Refusal):
    """Hours, holidays or appointments of the office were changed again and again while an act was being written."""

    id = "office-changing"
    sentence = "Data kantor sedang diubah; tidak ada yang tersimpan dari tindakan ini."
    hint = "Tunggu sebentar, lalu kirim sekali lagi."


class PaperDamaged(Refusal):
    """The file of a scanned paper is gone or no longer what was kept."""

    id = "paper-damaged"
    sentence = (
        "Berkas pindaian “{requirement}” hilang atau tidak lagi sama dengan yang diunggah, jadi tidak ditampilkan."
    )
    hint = "Pindai dan unggah lagi dari kertasnya, dan beri tahu pengelola sistem."


class PaperDestroyed(Refusal):
    """The scan was destroyed as its term of keeping had passed; its row with the hash is still there."""

    id = "paper-destroyed"
    sentence = "Berkas pindaian “{requirement}” sudah dimusnahkan pada {day} menurut masa simpannya: {under}."
    hint = "Hash dan riwayatnya tetap ada. Bila isinya diperlukan, minta pemohon menunjukkan dokumennya lagi."


class ScansDestroyed(Refusal):
    """The scans of this application were destroyed with their key, and its owner gets no other."""

    id = "scans-destroyed"
    sentence = "Pindaian permohonan ini sudah dimusnahkan pada {day}, jadi pindaian baru tidak dapat disimpan padanya."
    hint = "Simpan kertasnya dalam map, atau terima dokumennya sebagai permohonan baru."

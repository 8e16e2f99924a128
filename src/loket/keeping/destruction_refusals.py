"""What terms of keeping and the destruction of scans may refuse, each explained once; the desk says it in both languages."""

from loket.core.problems import Refusal


class TermClassUnknown(Refusal):
    """No class of records has this name."""

    id = "term-class"
    sentence = "Kelas “{class_id}” tidak ada."
    hint = "Pilih dari daftar kelas."


class TermClassStays(Refusal):
    """Records of this class prove something, or are the register itself."""

    id = "term-class-stays"
    sentence = "“{class_id}” tidak dimusnahkan."
    hint = "Hanya pindaian berkas permohonan yang sudah berakhir yang dapat diberi masa simpan."


class TermYears(Refusal):
    """Years that are no number, or one that nobody means."""

    id = "term-years"
    sentence = "Masa simpan: isi dengan angka 1 sampai {most} tahun."
    hint = "Salin dari jadwal retensi arsip kantor."


class TermBasis(Refusal):
    """A term without the instrument that gives it."""

    id = "term-basis"
    sentence = "Sebut dasarnya: peraturan atau jadwal retensi arsip yang memuat masa simpan itu."


class NotInEmergency(Refusal):
    """What cannot be undone is decided by those who keep the office, not by who keeps it for some hours."""

    id = "destruction-not-in-emergency"
    sentence = "Masa simpan dan pemusnahan tidak diputuskan dengan akses darurat."
    hint = "Tunggu kepala kantor atau pengelola yang tetap."


class NoTerm(Refusal):
    """A class without years has nothing due."""

    id = "destruction-no-term"
    sentence = "Kelas itu belum diberi masa simpan."
    hint = "Catat dahulu masa simpannya menurut jadwal retensi arsip kantor."


class NothingDue(Refusal):
    """Nothing of the class is past its term and in no other proposal, or all of it is to stay."""

    id = "destruction-nothing-due"
    sentence = "Tidak ada yang dapat diusulkan: tidak ada yang lewat masa simpannya, atau semuanya tetap disimpan."
    hint = "Yang sudah ada dalam usulan lain tidak diusulkan lagi."


class NotInTheList(Refusal):
    """What is to stay must be among what would go; a slip of the pen would destroy what was meant to stay."""

    id = "destruction-not-in-list"
    sentence = "Tidak ada dalam daftar yang lewat masa simpan: {resis}."
    hint = "Periksa nomor resinya; pisahkan dengan spasi, koma atau baris baru."


class WhyItStays(Refusal):
    """What stays past its term stays for a reason."""

    id = "destruction-why-it-stays"
    sentence = "Tulis mengapa permohonan itu tetap disimpan, misalnya sengketa atau pemeriksaan."


class AlreadyListed(Refusal):
    """A case stands in at most one destruction that has not ended; a colleague was quicker."""

    id = "destruction-already-listed"
    sentence = "Sebagian permohonan itu baru saja masuk usulan lain."
    hint = "Muat ulang halaman ini, lalu usulkan sisanya."


class ListChanged(Refusal):
    """The stored list is not the one whose digest was kept with the proposal."""

    id = "destruction-list-changed"
    sentence = "Daftar usulan ini tidak lagi sama dengan saat diusulkan, jadi tidak ada yang dimusnahkan."
    hint = "Seseorang mengubahnya di basis data. Beri tahu pengelola sistem dan pemeriksa; tarik usulan ini."


class InstrumentMissing(Refusal):
    """Archives are destroyed with a written approval; decision 24 says what of the basis is sure."""

    id = "destruction-instrument"
    sentence = "Isi nomor surat persetujuan pemusnahan."


class InstrumentDate(Refusal):
    """An approval without its date, or one of a day to come."""

    id = "destruction-instrument-date"
    sentence = "Isi tanggal surat persetujuan; tidak boleh sesudah hari ini."


class NotApproved(Refusal):
    """Nothing is destroyed before a second person approved it, and nothing once it was carried out or called off."""

    id = "destruction-not-approved"
    sentence = "Usulan ini belum disetujui, atau sudah selesai atau batal."
    hint = "Muat ulang halaman ini."


class NotOfTheTwo(Refusal):
    """A destruction is carried out or called off by one of the two who answer for it."""

    id = "destruction-not-of-the-two"
    sentence = "Hanya yang mengusulkan atau yang menyetujui yang melaksanakan atau membatalkannya."


class MinutesMissing(Refusal):
    """What is destroyed is destroyed under minutes with a number; decision 24 says what of the basis is sure."""

    id = "destruction-minutes"
    sentence = "Isi nomor berita acara pemusnahan."
    hint = "Nomor dari buku agenda kantor; tercatat pada riwayat setiap permohonan."

"""
Why a life event is not allowed, apart from the rules: what it names is not there, or what it must say is missing.

Each class is one refusal, with its stable id, sentence, hint and basis.
"""

from typing import ClassVar

from loket.core.problems import Refusal
from loket.core.rules import Finding, Level


class LifeEventRefused(Refusal):
    """A life event that may not change the register as asked; nothing was changed."""

    basis: ClassVar[str] = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, as rules say it: id, sentence, hint and basis."""
        return (Finding(self.id, Level.REFUSAL, self.explanation, self.hint, self.basis),)


class RulesBroken(LifeEventRefused):
    """The register after the event would break rules; `findings` names them all, warnings included."""

    id = "register-rules"
    sentence = "{sentences}"

    def __init__(self, *, found: tuple[Finding, ...]) -> None:
        self._found = found
        Refusal.__init__(self, sentences=" ".join(f.sentence for f in found))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every breach, refusals first."""
        return self._found


class WarningsNotAccepted(RulesBroken):
    """The register after the event is allowed but odd: an officer must accept each warning with a reason."""

    id = "register-warnings"
    hint = "Periksa kembali; bila memang benar, tulis alasannya."


class UnknownResident(LifeEventRefused):
    """No resident has this id."""

    id = "resident-unknown"
    sentence = "Penduduk yang dimaksud tidak ditemukan."
    hint = "Cari kembali dengan NIK atau nama."


class UnknownFamily(LifeEventRefused):
    """No KK has this id."""

    id = "family-unknown"
    sentence = "KK yang dimaksud tidak ditemukan."
    hint = "Cari kembali dengan nomor KK."


class NotActive(LifeEventRefused):
    """The resident is dead, has moved or is under way, so nothing happens to him or her here."""

    id = "resident-not-active"
    sentence = "{name} berstatus {status}, jadi peristiwa ini tidak dapat dicatat."
    hint = "Periksa kembali siapa yang dimaksud."
    basis = "UU 23/2006 ps. 15 dan ps. 44"


class FamilyClosed(LifeEventRefused):
    """The KK is not in force."""

    id = "family-closed"
    sentence = "KK {number} sudah ditutup."
    hint = "Pilih KK yang masih berlaku."
    basis = "UU 23/2006 ps. 61"


class FutureEvent(LifeEventRefused):
    """The event is dated after today."""

    id = "event-in-future"
    sentence = "Tanggal peristiwa ({date}) belum tiba."
    hint = "Periksa tanggalnya."


class StayersNeedAHead(LifeEventRefused):
    """The head leaves the KK and nobody has said where those who stay go."""

    id = "stayers-need-a-head"
    sentence = "KK ini kehilangan kepala keluarganya, dan belum ditentukan ke mana: {names}."
    hint = "Pilih kepala keluarga baru bagi mereka (nomor KK baru), atau KK yang mereka masuki."
    basis = "Perpres 96/2018 ps. 11; Permendagri 108/2019 ps. 10"


class PlacedTwice(LifeEventRefused):
    """One person is placed into two KKs."""

    id = "placed-twice"
    sentence = "{name} ditempatkan di lebih dari satu KK."
    hint = "Pilih satu KK untuk setiap orang."
    basis = "UU 23/2006 ps. 62"


class PlaceMissing(LifeEventRefused):
    """The event does not say where someone goes."""

    id = "place-missing"
    sentence = "Belum ditentukan KK yang dimasuki: {names}."
    hint = "Pilih KK yang dimasuki, atau buat KK baru."
    basis = "UU 23/2006 ps. 62"


class AlreadyHead(LifeEventRefused):
    """A head keeps the number of the KK, so there is no reason to found another."""

    id = "already-head"
    sentence = "{name} sudah kepala keluarga, jadi nomor KK-nya tetap."
    hint = "Ubah KK yang ada, atau tempatkan yang lain di KK baru."
    basis = "UU 23/2006 ps. 61"


class NoAddress(LifeEventRefused):
    """A new KK needs an address, and its head comes from no KK here."""

    id = "address-missing"
    sentence = "Alamat KK baru {name} belum diisi."


class NumberNotTheirs(LifeEventRefused):
    """A KK number travels only with its own head."""

    id = "kk-number-not-theirs"
    sentence = "Nomor KK lama tidak dapat dipakai: kepala keluarganya bukan {name}, atau KK itu masih berlaku."
    hint = "Buat KK baru dengan nomor baru, atau masukkan ke KK yang ada."
    basis = "UU 23/2006 ps. 61"


class NotOfThisSex(LifeEventRefused):
    """The event names a man where a woman belongs, or the other way round."""

    id = "wrong-sex"
    sentence = "{name} ({sex}) tidak dapat tercatat sebagai {role}."
    hint = "Periksa kembali siapa yang dimaksud, atau betulkan jenis kelaminnya lebih dahulu."
    basis = "UU 1/1974 ps. 1"


class NoKkForChild(LifeEventRefused):
    """Neither parent is in a KK, and none was named."""

    id = "child-without-kk"
    sentence = "Belum ditentukan KK yang dimasuki {name}, dan orang tuanya tidak tercatat dalam KK."
    hint = "Pilih KK tempat anak ini tinggal."
    basis = "UU 23/2006 ps. 62"


class NotAStillbirth(LifeEventRefused):
    """A letter of stillbirth is for a womb of 28 weeks or more."""

    id = "stillbirth-weeks"
    sentence = "Lahir mati dicatat sejak kandungan 28 minggu; yang diisi {weeks} minggu."
    basis = "UU 23/2006 ps. 31"


class AlreadyMarried(LifeEventRefused):
    """A woman who is married cannot marry, nor a man whose wife the register does not know."""

    id = "already-married"
    sentence = "{name} berstatus {status}."
    hint = "Catat dahulu berakhirnya perkawinan itu, atau perbaiki statusnya."
    basis = "UU 1/1974 ps. 3 dan ps. 9"


class NotSpouses(LifeEventRefused):
    """The two are not married to each other."""

    id = "not-spouses"
    sentence = "{husband} dan {wife} tidak tercatat sebagai suami istri."
    hint = "Periksa kembali siapa yang dimaksud."


class NotDivorced(LifeEventRefused):
    """There is no divorce to annul, or one of the two has married again."""

    id = "not-divorced"
    sentence = "{name} berstatus {status}, bukan cerai hidup."
    basis = "UU 23/2006 ps. 43"


class FormerStatusUnknown(LifeEventRefused):
    """The register does not know what someone was before the marriage."""

    id = "former-status-unknown"
    sentence = "Status {name} sebelum perkawinan tidak diketahui."
    hint = "Isi statusnya sebelum perkawinan, menurut putusan pengadilan."
    basis = "UU 24/2013 ps. 38"


class FatherOnRecord(LifeEventRefused):
    """The child has a father already."""

    id = "father-on-record"
    sentence = "{name} sudah mempunyai ayah tercatat: {father}."
    hint = "Perubahan ayah memerlukan penetapan pengadilan, melalui pembetulan biodata."
    basis = "UU 24/2013 ps. 49"


class AlreadyForeign(LifeEventRefused):
    """Who is a foreigner has no Indonesian citizenship to give up."""

    id = "already-foreign"
    sentence = "{name} sudah tercatat sebagai warga negara asing."
    hint = "Periksa kembali siapa yang dimaksud."
    basis = "UU 12/2006 ps. 23"


class ElementUnknown(LifeEventRefused):
    """This event does not change such an element; NIK and KK number are changed by none."""

    id = "element-unknown"
    sentence = "Elemen {names} tidak diubah dengan cara ini."
    basis = "form F-1.06 of Permendagri 109/2019"


class ElementUnreadable(LifeEventRefused):
    """The new value is not of the element's kind."""

    id = "element-unreadable"
    sentence = "Isi baru untuk elemen {names} tidak terbaca."
    hint = "Pilih dari daftar, atau isi tanggal yang lengkap."


class PaperMissing(LifeEventRefused):
    """A change of an element, or a court's ruling, has its paper."""

    id = "paper-missing"
    sentence = "Dasar perubahan belum diisi: {names}."
    hint = "Tulis nomor dan tanggal surat yang menjadi dasarnya."
    basis = "form F-1.06 of Permendagri 109/2019"


class NothingChanges(LifeEventRefused):
    """The register would be as it was."""

    id = "nothing-changes"
    sentence = "Tidak ada yang berubah."
    hint = "Periksa kembali isiannya."


class CoupleEventNeeded(LifeEventRefused):
    """The end of a marriage of two residents is an event of both."""

    id = "couple-event-needed"
    sentence = "{name} dan {spouse} tercatat sebagai suami istri."
    hint = "Catat perceraian, kematian atau pembatalan perkawinannya, agar keduanya berubah."


class NotHeld(LifeEventRefused):
    """The resident does not hold the paper that is said to be lost."""

    id = "document-not-held"
    sentence = "{name} tidak tercatat memiliki {document}."
    hint = "Ajukan sebagai penerbitan baru."


class NumberKnown(LifeEventRefused):
    """A NIK or KK number that is given is never changed."""

    id = "number-known"
    sentence = "{subject} sudah mempunyai nomor {number}."
    basis = "UU 23/2006 ps. 13 dan ps. 61"


class NoKia(LifeEventRefused):
    """The resident is not entitled to a KIA."""

    id = "kia-not-due"
    sentence = "{name} sudah 17 tahun atau pernah kawin, jadi tidak berhak atas KIA."
    hint = "Layani sebagai KTP-el."
    basis = "Permendagri 2/2016"


class ConsentMissing(LifeEventRefused):
    """Who joins a KK needs the consent of its head or of the owner of the house."""

    id = "consent-missing"
    sentence = "Persetujuan kepala keluarga atau pemilik rumah belum diisi."
    hint = "Tulis nama yang memberi persetujuan."
    basis = "Permendagri 108/2019 ps. 10"


class WrongMoveClass(LifeEventRefused):
    """The classification does not agree with the two regions, or belongs to the other kind of move."""

    id = "move-class"
    sentence = "Perpindahan ini berklasifikasi “{right}”, bukan “{given}”."
    hint = "Sampai antar kecamatan cukup pindah alamat; antar kabupaten/kota dan provinsi memerlukan SKPWNI."
    basis = "form F-1.03 of Permendagri 109/2019"


class WrongMoveKind(LifeEventRefused):
    """The kind of move does not agree with who goes."""

    id = "move-kind"
    sentence = "Jenis kepindahan “{given}” tidak cocok dengan yang pindah; seharusnya “{right}”."
    basis = "form F-1.03 of Permendagri 109/2019"


class NotMembers(LifeEventRefused):
    """Someone who is to move is not in the KK."""

    id = "not-members"
    sentence = "Bukan anggota KK ini: {names}."
    hint = "Pilih dari daftar anggota KK."


class ReasonMissing(LifeEventRefused):
    """A move for another reason says which; an annulled record says why."""

    id = "event-reason-missing"
    sentence = "Alasannya belum diisi."


class AddressDiffers(LifeEventRefused):
    """The movers join a KK that is somewhere else."""

    id = "address-differs"
    sentence = "KK yang dimasuki tidak berada di wilayah alamat tujuan."
    hint = "Samakan alamat tujuan dengan alamat KK itu."


class NotInTransit(LifeEventRefused):
    """The resident is not under way."""

    id = "not-in-transit"
    sentence = "{name} tidak sedang dalam perpindahan (status: {status})."


class NotExpired(LifeEventRefused):
    """The SKPWNI is still valid."""

    id = "skpwni-valid"
    sentence = "SKPWNI {name} masih berlaku sampai sebelum {until}."
    hint = "Tunggu sampai masa berlakunya habis, atau catat sebagai batal pindah."


class OriginClosed(LifeEventRefused):
    """The KK that was left is closed and its head does not return."""

    id = "origin-closed"
    sentence = "KK asal {name} sudah ditutup."
    hint = "Pilih KK yang dimasuki, atau buat KK baru."


class NotLimitedStay(LifeEventRefused):
    """An SKTT is for a foreigner with a valid ITAS."""

    id = "not-limited-stay"
    sentence = "SKTT hanya untuk warga negara asing dengan ITAS yang masih berlaku."
    hint = "Pemegang ITAP dicatat dalam KK."
    basis = "UU 23/2006 ps. 20"


class NotAForeigner(LifeEventRefused):
    """Leave to stay is prolonged for foreigners on record with one."""

    id = "not-a-foreigner"
    sentence = "{name} tidak tercatat sebagai orang asing dengan izin tinggal."
    hint = "Periksa kembali siapa yang dimaksud."
    basis = "UU 23/2006 ps. 20"

"""What keeping may refuse, each explained once."""

from loket.core.problems import Refusal


class NoRecipients(Refusal):
    """A backup that everybody could read is none."""

    id = "backup-no-recipients"
    sentence = "Cadangan tidak dibuat: belum ada penerima untuk {what}."
    hint = (
        "Tulis kunci publik penerima (age1…) satu per baris dalam sebuah berkas, lalu sebut berkas itu dengan {option} atau "
        "{variable}. Kunci baru dibuat dengan `loket backup new-identity`, di komputer lain."
    )


class RecipientUnreadable(Refusal):
    """A line of a file of recipients is no public key."""

    id = "backup-recipient"
    sentence = "Baris {line} berkas penerima {file} bukan kunci publik age."
    hint = "Salin kunci publiknya (age1…) sekali lagi, utuh dan tanpa spasi."


class PrivateKeyOnServer(Refusal):
    """The private key of a recipient lies where the backup is made; whoever takes the machine opens every backup."""

    id = "backup-private-key-on-server"
    sentence = "Berkas penerima {file} memuat kunci rahasia. Cadangan tidak dibuat."
    hint = "Pindahkan kunci rahasia (AGE-SECRET-KEY-…) ke luar server, hapus dari berkas ini, dan anggap kunci itu sudah bocor."


class SameRecipient(Refusal):
    """One stolen key would open the data and the keys of the office."""

    id = "backup-same-recipient"
    sentence = "Penerima {recipient} ada pada daftar data dan pada daftar kunci kantor."
    hint = "Pakai penerima yang berbeda, supaya satu kunci yang hilang tidak membuka keduanya."


class FileUnreadable(Refusal):
    """A file that was named is not there, or not ours to read."""

    id = "backup-file-unreadable"
    sentence = "Berkas {file} tidak dapat dibaca."
    hint = "Periksa nama dan izinnya."


class IdentityUnreadable(Refusal):
    """A file of private keys holds none."""

    id = "backup-identity"
    sentence = "Berkas {file} tidak memuat kunci rahasia age."
    hint = "Pakai berkas dari `loket backup new-identity`, yang memuat baris AGE-SECRET-KEY-…"


class IdentityUnwritable(Refusal):
    """A new key cannot be kept where it was to be; there is none then."""

    id = "backup-identity-unwritable"
    sentence = "Berkas {file} tidak dapat dibuat, jadi tidak ada kunci yang dibuat."
    hint = "Periksa apakah folder {folder} ada dan boleh ditulis."


class IdentityExists(Refusal):
    """A new key is not written over another, which would close every backup made for that one."""

    id = "backup-identity-exists"
    sentence = "Berkas {file} sudah ada."
    hint = "Pilih nama lain; menimpa kunci lama membuat cadangan lama tidak dapat dibuka."


class NotForThisKey(Refusal):
    """None of the private keys given opens the backup."""

    id = "backup-not-for-this-key"
    sentence = "Cadangan {part} tidak dapat dibuka dengan kunci ini."
    hint = "Pakai kunci rahasia salah satu penerimanya. Data dan kunci kantor mempunyai penerima yang berbeda."


class BackupDamaged(Refusal):
    """A part of a backup is not what was written."""

    id = "backup-damaged"
    sentence = "Cadangan {backup} rusak: {why}."
    hint = "Jangan memakai cadangan ini. Pakai salinannya di tempat lain, atau cadangan malam sebelumnya."


class NoBackup(Refusal):
    """A folder that holds no finished backup."""

    id = "backup-none"
    sentence = "Folder {folder} tidak memuat cadangan yang selesai."
    hint = "Sebut folder cadangannya sendiri, yang memuat manifest.json; `loket backup list` menyebut semuanya."


class TargetUnusable(Refusal):
    """The folder for backups takes none."""

    id = "backup-target"
    sentence = "Folder tujuan {folder} tidak dapat ditulis."
    hint = "Periksa nama dan izinnya, dan apakah medianya terpasang."


class SourceUnreadable(Refusal):
    """Something that belongs into the backup cannot be read; without it there is no backup."""

    id = "backup-source"
    sentence = "Yang harus dicadangkan tidak dapat dibaca: {told}."
    hint = "Jalankan sebagai pengguna server Loket, dan periksa izin berkas itu. Cadangan tidak dibuat."


class DiskFull(Refusal):
    """No room is left where something is being written; what was half written is removed."""

    id = "backup-disk-full"
    sentence = "Ruang di {folder} habis. Yang baru setengah ditulis sudah dihapus."
    hint = "Kosongkan ruang atau pakai media lain, lalu ulangi. Cadangan sebelumnya tidak tersentuh."


class AnotherAtWork(Refusal):
    """Two at once would remove each other's work."""

    id = "backup-another-at-work"
    sentence = "Pencadangan lain sedang berjalan di folder {folder}."
    hint = "Tunggu sampai selesai, lalu ulangi."


class ProgramMissing(Refusal):
    """A program of PostgreSQL is not on this machine, or too old for the server."""

    id = "backup-program-missing"
    sentence = "Program {program} versi {version} atau lebih baru tidak ada di mesin ini."
    hint = "Pasang postgresql-client-{version} (Debian: apt-get install postgresql-client-{version}), lalu ulangi."


class ProgramFailed(Refusal):
    """A program of PostgreSQL ended with a fault."""

    id = "backup-program-failed"
    sentence = "{program} gagal: {told}"
    hint = "Periksa DATABASE_URL dan hak pengguna basis datanya, lalu ulangi."


class DatabaseBusy(Refusal):
    """Somebody read the whole time, so that SQLite's journal could not be emptied."""

    id = "backup-database-busy"
    sentence = "Basis data terus dibaca proses lain, sehingga potretnya tidak dapat diambil."
    hint = "Ulangi setelah pemeriksaan atau laporan besar selesai."


class NotANewPlace(Refusal):
    """A restore never writes over what is there."""

    id = "restore-not-empty"
    sentence = "{place} tidak kosong. Pemulihan hanya ke tempat baru yang kosong."
    hint = "Sebut folder yang belum ada, dan untuk PostgreSQL basis data baru (createdb). Yang lama tidak disentuh."


class AnotherKindOfDatabase(Refusal):
    """A backup of SQLite is not restored into PostgreSQL, nor the other way round."""

    id = "restore-another-kind"
    sentence = "Cadangan ini dari {made}, sedangkan tujuannya {target}."
    hint = "Untuk SQLite sebut folder saja; untuk PostgreSQL sebut juga --database dengan alamat basis data baru yang kosong."


class ManifestNotSigned(Refusal):
    """The manifest is not signed by the key it should be, so the backup may be another's."""

    id = "backup-not-signed"
    sentence = "Manifes cadangan {backup} tidak ditandatangani oleh kunci {key}."
    hint = "Periksa asal cadangan ini. Kunci pemeriksanya dicetak oleh `loket backup key` di server asalnya."


class TermUnreadable(Refusal):
    """A line of the office's own terms of keeping says nothing that can be meant."""

    id = "retention-term"
    sentence = "Baris {line} berkas masa simpan {file}: {why}."
    hint = "Perbaiki baris itu menurut jadwal retensi arsip kantor; `loket retention list` menyebut semua kelas."

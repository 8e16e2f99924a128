"""What the keys may refuse, each explained once."""

from loket.core.problems import Refusal


class KeyDestroyed(Refusal):
    """The data was given up on purpose by destroying its key; no one can read it any more, in a backup neither."""

    id = "key-destroyed"
    sentence = "Kunci data ini sudah dimusnahkan pada {day}, jadi isinya tidak dapat dibuka lagi."
    hint = "Bila isinya masih diperlukan, minta pemohon menyerahkan dokumennya lagi."


class KeyMissing(Refusal):
    """The file of the key-encryption key is not on this server."""

    id = "key-missing"
    sentence = "Kunci “{kek}” tidak ada di folder kunci server ini, jadi data khusus tidak dapat dibuka."
    hint = "Kembalikan berkas kunci itu dari cadangan kunci ke folder kunci-data, lalu coba lagi. Jangan membuat kunci baru."


class SealBroken(Refusal):
    """The bytes were changed, belong to someone else, or were sealed as something else."""

    id = "seal-broken"
    sentence = "Data khusus yang tersimpan tidak cocok dengan kuncinya: rusak, atau tertukar dengan milik orang lain."
    hint = "Jangan diubah lagi. Hubungi pengelola sistem agar dipulihkan dari cadangan."

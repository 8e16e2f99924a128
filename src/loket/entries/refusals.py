"""Why an entry is not kept, or a step does not change the register."""

from loket.core.problems import Problem, Refusal


class NoFormHere(Refusal):
    """The procedure asks for no form under these answers, or the office does not use the register yet."""

    id = "entry-no-form"
    sentence = "Permohonan ini tidak memakai isian register."
    hint = "Teruskan langkahnya seperti biasa."


class FormClosed(Refusal):
    """A form is filled from the operator's step until it takes effect, by whoever does the open step."""

    id = "entry-closed"
    sentence = "Isian tidak dapat diubah pada langkah ini."
    hint = "Bila ada yang salah, kembalikan berkas ke langkah operator."


class EntryMissing(Refusal):
    """The operator's step is done when its form is filled."""

    id = "entry-required"
    sentence = "Isian register untuk keperluan ini belum disimpan."
    hint = "Buka “Isi formulir”, lengkapi, lalu simpan. Bila tidak mengubah register, tulis alasannya di sana."


class EntryFaulty(Refusal):
    """A form with empty or wrong fields does not go on. `problems` are all of them."""

    id = "entry-faulty"
    sentence = "Isian belum benar: {first}"
    hint = "Buka formulirnya; setiap bagian yang salah ditandai."

    def __init__(self, *, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(first=problems[0].sentence)


class FieldsDoubted(Refusal):
    """What a verifier marked as wrong is corrected first."""

    id = "entry-doubted"
    sentence = "{count} bagian isian ditandai salah oleh verifikator."
    hint = "Kembalikan berkas ke operator, atau cabut tandanya bila ternyata benar."


class EffectStands(Refusal):
    """What has changed the register is corrected by a new event, never undone."""

    id = "entry-effect-stands"
    sentence = "Langkah ini sudah mengubah register, jadi tidak dapat ditarik kembali."
    hint = "Bila ada yang salah, buat pembetulan dari isian permohonan ini."


class EntryChanged(Refusal):
    """A colleague saved a revision after this form was opened; nothing was overwritten."""

    id = "entry-changed"
    sentence = "Isian ini sudah disimpan oleh {who} sesudah Anda membukanya."
    hint = "Bandingkan dengan isian yang terbaru, lalu simpan lagi bila masih perlu."


class KeyReused(Refusal):
    """One key stands for one saving."""

    id = "entry-key-reused"
    sentence = "Kunci permintaan ini sudah dipakai untuk isian lain."
    hint = "Buka kembali halamannya, lalu kirim sekali lagi."


class ReasonMissing(Refusal):
    """Doing without a form wants a reason that an auditor can read."""

    id = "entry-reason-missing"
    sentence = "Alasan permohonan ini tidak memakai isian belum ditulis."
    hint = "Tulis alasannya dalam satu kalimat."


class UnknownField(Refusal):
    """A verifier ticks fields that the form has."""

    id = "entry-field-unknown"
    sentence = "Bagian “{field}” tidak ada pada isian ini."
    hint = "Muat ulang halamannya."

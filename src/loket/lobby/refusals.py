"""Why the lobby takes something not."""

from loket.core.problems import Refusal


class NotHandedOver(Refusal):
    """A survey follows the hand-over, while it is remembered."""

    id = "survey-not-handed-over"
    sentence = "Pelayanan ini belum dapat dinilai, atau waktu menilainya sudah lewat."
    hint = "Penilaian diminta sesudah berkas selesai, paling lama 90 hari."


class InvitationGone(Refusal):
    """A token is good for one answer."""

    id = "survey-invitation-gone"
    sentence = "Tautan ini tidak berlaku, atau penilaiannya sudah dikirim."
    hint = "Setiap pelayanan dinilai satu kali. Terima kasih bila Anda sudah mengisinya."


class NotAForm(Refusal):
    """What was sent is no filled-in survey."""

    id = "survey-empty"
    sentence = "Jawab paling sedikit satu pertanyaan."


class PlanKeepersOnly(Refusal):
    """The plan of action is the office's own word."""

    id = "plan-keepers-only"
    sentence = "Rencana tindak lanjut diisi kepala kantor atau pengelola."

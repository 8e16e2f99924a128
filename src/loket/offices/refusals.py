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
    hint = "Akhiri dahulu penunjukan yang lama, atau pilih Plt/Plh."


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


class WhyMissing(Refusal):
    """Every change of the organisation says why."""

    id = "why-missing"
    sentence = "Tulis alasan atau dasar keputusannya."

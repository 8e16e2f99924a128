"""Why something cannot be done to a ticket or at a counter now."""

from loket.core.problems import Refusal


class TicketMoved(Refusal):
    """The ticket is no longer where the officer, or its holder, saw it."""

    id = "queue-ticket-moved"
    sentence = "Nomor {number} sudah berubah: sekarang {state}."
    hint = "Muat ulang halaman ini, lalu lanjutkan dari keadaan yang sekarang."


class RecalledEnough(Refusal):
    """A number is recalled so often and not more."""

    id = "queue-recalled-enough"
    sentence = "Nomor {number} sudah dipanggil ulang {recalls} kali."
    hint = "Tandai tidak hadir. Bila orangnya datang, nomornya dapat masuk kembali."


class AtAnotherCounter(Refusal):
    """A number that one counter has called is not moved by another."""

    id = "queue-at-another-counter"
    sentence = "Nomor {number} sedang dilayani di loket {counter}."
    hint = "Petugas di loket itu yang melanjutkan atau memindahkannya."


class CounterBusy(Refusal):
    """A counter has one number at a time."""

    id = "queue-counter-busy"
    sentence = "Loket ini masih memegang nomor {number}."
    hint = "Selesaikan, tahan, pindahkan, atau tandai tidak hadir dahulu nomor itu."

"""The addresses of intake, hand-over, books, the head's board and bulk paraf."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from loket.complaints import queries as complaints
from loket.web.desk.blanks.pages import prints
from loket.web.desk.board import page as board
from loket.web.desk.board import people as board_people
from loket.web.desk.books import pages as books
from loket.web.desk.books import printing as books_print
from loket.web.desk.bulk import batch as bulk_batch
from loket.web.desk.bulk import dispatch as bulk_dispatch
from loket.web.desk.bulk import pages as bulk
from loket.web.desk.bulk.choosing import bulk_outcome
from loket.web.desk.case import awaited, disposition, mandates, proxy
from loket.web.desk.handover import page as handover
from loket.web.desk.handover import shelf, waiting
from loket.web.desk.intake import form as intake
from loket.web.desk.intake import printing as intake_print
from loket.web.desk.intake import replacement as intake_replacement
from loket.web.desk.navigation import NavItem
from loket.web.desk.office import calendar as office_calendar
from loket.web.desk.office import people as office_people
from loket.web.desk.office import second_factor as office_second_factor
from loket.web.desk.office import sessions as office_sessions
from loket.web.desk.signing import pages as signing
from loket.web.desk.signing import standing as signing_standing
from loket.web.desk.signing.choosing import signs

NAVIGATION: tuple[NavItem, ...] = (
    NavItem("desk:queue", _("Antrean"), "q", "intake"),
    NavItem("desk:intake", _("Terima"), "t", "intake"),
    NavItem("desk:pickups", _("Pengambilan"), "p", "intake"),
    NavItem("desk:residents", _("Penduduk"), "d"),
    NavItem("desk:bulk", _("Paraf massal"), "f", step=lambda step: bulk_outcome(step) is not None),
    NavItem("desk:sign", _("Tanda tangan"), "e", step=signs),
    NavItem("desk:batch", _("Pengajuan massal"), "j", step=lambda step: "batch" in step.acts),
    NavItem("desk:books", _("Buku"), "b"),
    NavItem("desk:blanks", _("Blangko"), "l", step=prints),
    NavItem("desk:messages", _("Pesan"), "s", "intake supervise audit author"),
    NavItem(
        "desk:complaints",
        _("Pengaduan"),
        "u",
        test=lambda desk: complaints.may_keep(desk.officer) or complaints.may_enter(desk.officer),
    ),
    NavItem("desk:board", _("Papan"), "a", "supervise"),
    NavItem("desk:oversight", _("Pengawasan"), "w", "supervise audit author"),
    NavItem("desk:office-calendar", _("Kantor"), "k", "supervise"),
    NavItem("desk:office-people", _("Jabatan"), "n", "author"),
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("permohonan/baru/", intake.intake, name="intake"),
    path("permohonan/baru/persyaratan/", intake.papers, name="intake-papers"),
    path("permohonan/baru/kembar/", intake.duplicates, name="intake-duplicates"),
    path("permohonan/<slug:resi>/diterima/", intake_print.received, name="received"),
    path("permohonan/<slug:resi>/resi-pengganti/", intake_replacement.replacement, name="resi-replacement"),
    path("permohonan/<slug:resi>/cetak/resi-<slug:size>.pdf", intake_print.resi_pdf, name="resi-print"),
    path("permohonan/<slug:resi>/cetak/berkas.pdf", intake_print.file_slip_pdf, name="file-slip-print"),
    path("permohonan/<slug:resi>/cetak/kekurangan.pdf", awaited.slip_pdf, name="awaited-print"),
    path("permohonan/<slug:resi>/lembar-disposisi/", disposition.disposition, name="disposition"),
    path("penolakan/<int:slip_id>/", intake_print.turned_away, name="turned-away"),
    path("penolakan/<int:slip_id>/surat.pdf", intake_print.refusal_pdf, name="refusal-pdf"),
    path("permohonan/<slug:resi>/resi-pengganti/pernyataan.pdf", intake_replacement.statement, name="lost-statement"),
    path("permohonan/<slug:resi>/kuasa/", mandates.mandates, name="mandates"),
    path("permohonan/<slug:resi>/kuasa/<uuid:mandate>/terima/", proxy.accept, name="mandate-accept"),
    path("permohonan/<slug:resi>/kuasa/<uuid:mandate>/cabut/", mandates.end, name="mandate-end"),
    path("pengambilan/", waiting.pickups, name="pickups"),
    # Before the resis, of which none is so short.
    path("pengambilan/aturan/", waiting.rule, name="pickup-rule"),
    path("pengambilan/duplikat/", waiting.duplicates, name="duplicates"),
    path("pengambilan/<slug:resi>/", handover.hand_over, name="handover"),
    path("pengambilan/<slug:resi>/tempat/", shelf.shelve, name="shelve"),
    path("buku/", books.index, name="books"),
    path("buku/pengambilan/", books.pickup_book, name="pickup-book"),
    path("buku/pengambilan.pdf", books_print.pickup_pdf, name="pickup-pdf"),
    path("buku/penolakan/", books.refusals, name="refusals"),
    path("buku/arsip/", books.archive, name="archive"),
    path("buku/<slug:book>/<int:year>/", books.register, name="register-book"),
    path("buku/<slug:book>/<int:year>/halaman-<int:number>.pdf", books_print.register_pdf, name="register-pdf"),
    path("papan/", board.board, name="board"),
    path("papan/orang/", board_people.people, name="board-people"),
    path("papan/orang/<int:person>/", board_people.person, name="board-person"),
    path("papan/<slug:key>/", board.listed, name="board-list"),
    path("paraf-massal/", bulk.bulk, name="bulk"),
    path("paraf-massal/<slug:resi>/buka/", bulk.opened, name="bulk-open"),
    path("tanda-tangan/", signing.sign, name="sign"),
    path("tanda-tangan/sertifikat/", signing.certificate, name="certificate"),
    path("tanda-tangan/<uuid:paper>/tanyakan/", signing.ask, name="sign-ask"),
    path("tanda-tangan/<uuid:paper>/keadaan/", signing_standing.standing, name="standing"),
    path("tanda-tangan/<uuid:paper>.pdf", signing.signed_paper, name="signed-paper"),
    path("pengajuan-massal/", bulk_batch.batch, name="batch"),
    path("pengajuan-massal/<int:batch_id>/", bulk_dispatch.sent, name="batch-sent"),
    path("kantor/kalender/", office_calendar.calendar, name="office-calendar"),
    path("kantor/jabatan/", office_people.people, name="office-people"),
    path("kantor/jabatan/dua-langkah/", office_second_factor.take_away, name="office-second-factor"),
    path("kantor/jabatan/sesi/", office_sessions.sessions, name="office-sessions"),
]

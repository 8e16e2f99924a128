"""The addresses of the desk: casework here, the counter in its own list."""

from django.urls import path

from loket.web.desk import counter_urls, work
from loket.web.desk.archive import urls as archive_urls
from loket.web.desk.case import acts, papers
from loket.web.desk.case import view as case
from loket.web.desk.complaints import urls as complaint_urls
from loket.web.desk.entry import checking as entry_checking
from loket.web.desk.entry import finding as entry_finding
from loket.web.desk.entry import form as entry
from loket.web.desk.entry import printing as entry_print
from loket.web.desk.entry import scans as entry_scans
from loket.web.desk.entry import use as entry_use
from loket.web.desk.messages import urls as messages_urls
from loket.web.desk.oversight import urls as oversight_urls
from loket.web.desk.queue import urls as queue_urls
from loket.web.desk.register import urls as register_urls
from loket.web.desk.survey import urls as survey_urls

app_name = "desk"
urlpatterns = [
    # First: its `permohonan/baru/` would read as a resi below.
    *counter_urls.urlpatterns,
    *register_urls.urlpatterns,
    *oversight_urls.urlpatterns,
    *archive_urls.urlpatterns,
    *survey_urls.urlpatterns,
    *messages_urls.urlpatterns,
    *queue_urls.urlpatterns,
    *complaint_urls.urlpatterns,
    path("", work.desk, name="work"),
    path("cari/", work.find, name="find"),
    path("permohonan/<str:resi>/", case.show, name="case"),
    path("permohonan/<str:resi>/ambil-dari-daftar/", work.claim, name="claim"),
    path("permohonan/<str:resi>/langkah/", acts.complete, name="complete"),
    path("permohonan/<str:resi>/kembalikan/<slug:outcome>/", acts.send_back, name="send-back"),
    path("permohonan/<str:resi>/alihkan/", acts.reassign, name="reassign"),
    path("permohonan/<str:resi>/unggah/", papers.upload, name="upload"),
    path("permohonan/<str:resi>/berkas/<int:paper>/", papers.show, name="paper"),
    path("permohonan/<str:resi>/berkas/<int:paper>/<int:number>.png", entry_scans.show_page, name="paper-page"),
    path("kantor/isian/", entry_use.office_use, name="office-use"),
    path("isian/penduduk/", entry_finding.pick_resident, name="pick-resident"),
    path("isian/wilayah/", entry_finding.regions, name="regions"),
    path("permohonan/<str:resi>/isian/", entry.entry, name="entry"),
    path("permohonan/<str:resi>/isian/nilai/", entry.judge, name="entry-judge"),
    path("permohonan/<str:resi>/isian/tanda/", entry_checking.tick, name="entry-tick"),
    path("permohonan/<str:resi>/dokumen/<int:number>/", entry_print.product, name="product"),
    path("permohonan/<str:resi>/dokumen/<int:number>/cetak/", entry_print.print_product, name="product-print"),
    path("permohonan/<str:resi>/dokumen/<int:number>/<int:sheet>.png", entry_print.picture, name="product-picture"),
    path("permohonan/<str:resi>/<slug:act>/", acts.act, name="act"),
]

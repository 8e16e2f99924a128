"""The addresses of the desk: casework here, the counter in its own list."""

from django.urls import path

from loket.web.desk import acts, case, counter_urls, papers, work

app_name = "desk"
urlpatterns = [
    # First: its `permohonan/baru/` would read as a resi below.
    *counter_urls.urlpatterns,
    path("", work.desk, name="work"),
    path("cari/", work.find, name="find"),
    path("permohonan/<str:resi>/", case.show, name="case"),
    path("permohonan/<str:resi>/ambil-dari-daftar/", work.claim, name="claim"),
    path("permohonan/<str:resi>/langkah/", acts.complete, name="complete"),
    path("permohonan/<str:resi>/kembalikan/<slug:outcome>/", acts.send_back, name="send-back"),
    path("permohonan/<str:resi>/alihkan/", acts.reassign, name="reassign"),
    path("permohonan/<str:resi>/unggah/", papers.upload, name="upload"),
    path("permohonan/<str:resi>/berkas/<int:paper>/", papers.show, name="paper"),
    path("permohonan/<str:resi>/<slug:act>/", acts.act, name="act"),
]

"""The addresses of the public pages."""

from django.urls import path

from loket.web.portal import installing, queue, queue_board, satisfaction, services, survey, tracking, words
from loket.web.portal.home import beginning, correcting, filling, papers, receipt, sending

app_name = "portal"
urlpatterns = [
    path("layanan/", services.offices_page, name="offices"),
    path("layanan/<slug:office_key>/", services.office_page, name="office"),
    # Before the services, of which none may be called so.
    path("layanan/<slug:office_key>/kepuasan/", satisfaction.satisfaction, name="survey-published"),
    path("layanan/<slug:office_key>/<slug:service>/", services.service_page, name="service"),
    path("permohonan/", beginning.home, name="home"),
    path("permohonan/tinggalkan/", beginning.leave, name="home-leave"),
    path("permohonan/baru/<slug:office_key>/<slug:service>/", beginning.begin, name="home-begin"),
    path("permohonan/<uuid:draft>/", sending.state, name="home-state"),
    path("permohonan/<uuid:draft>/pertanyaan/", filling.questions, name="home-questions"),
    path("permohonan/<uuid:draft>/pemohon/", filling.applicant, name="home-applicant"),
    path("permohonan/<uuid:draft>/simpan/", filling.keep, name="home-keep"),
    path("permohonan/<uuid:draft>/berkas/", papers.papers, name="home-papers"),
    path("permohonan/<uuid:draft>/unggah/", papers.upload, name="home-upload"),
    path("permohonan/<uuid:draft>/unggah/<uuid:upload>/", papers.part, name="home-part"),
    path("permohonan/<uuid:draft>/hapus/<int:paper>/", papers.drop, name="home-drop"),
    path("permohonan/<uuid:draft>/periksa/", sending.review, name="home-review"),
    path("permohonan/<uuid:draft>/perbaiki/", correcting.correct, name="home-correct"),
    path("permohonan/<uuid:draft>/bukti.pdf", receipt.receipt, name="home-receipt"),
    path("permohonan/<uuid:draft>/akhiri/", sending.end, name="home-end"),
    # Before the offices, of which none may be called so.
    path("antrean/suara/<slug:name>.wav", queue_board.clip, name="queue-clip"),
    path("antrean/<slug:office_key>/", queue.take, name="queue-take"),
    path("antrean/<slug:office_key>/layar/", queue_board.display, name="queue-display"),
    path("antrean/<slug:office_key>/layar/panggilan/", queue_board.calls, name="queue-calls"),
    path("antrean/<slug:office_key>/tiket/<slug:code>/", queue.ticket, name="queue-ticket"),
    path("istilah/", words.words, name="words"),
    path("luring/", installing.away, name="away"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("pekerja.js", installing.worker, name="worker"),
    path("ikon-<slug:size>.png", installing.icon, name="icon"),
    path("lacak/", tracking.track, name="track"),
    path("survei/", survey.begin, name="survey-begin"),
    path("survei/terima-kasih/", survey.thanks, name="survey-thanks"),
    path("survei/<slug:token>/", survey.fill, name="survey"),
]

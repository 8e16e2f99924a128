"""The addresses of the public pages."""

from django.urls import path

from loket.web.portal import (
    complaining,
    installing,
    queue,
    queue_board,
    satisfaction,
    services,
    survey,
    tracking,
    words,
)
from loket.web.portal.home import (
    beginning,
    correcting,
    fetching,
    filling,
    mandates,
    papers,
    receipt,
    recovering,
    sending,
)

app_name = "portal"
urlpatterns = [
    path("layanan/", services.offices_page, name="offices"),
    path("layanan/<slug:office_key>/", services.office_page, name="office"),
    # Before the services, of which none may be called so.
    path("layanan/<slug:office_key>/kepuasan/", satisfaction.satisfaction, name="survey-published"),
    path("layanan/<slug:office_key>/<slug:service>/", services.service_page, name="service"),
    path("ajukan/", beginning.home, name="home"),
    path("ajukan/kode-hilang/", recovering.lost, name="home-lost"),
    path("ajukan/kode-hilang/kode/", recovering.code, name="home-lost-code"),
    path("ajukan/tinggalkan/", beginning.leave, name="home-leave"),
    path("ajukan/baru/<slug:office_key>/<slug:service>/", beginning.begin, name="home-begin"),
    path("ajukan/<uuid:draft>/", sending.state, name="home-state"),
    path("ajukan/<uuid:draft>/pertanyaan/", filling.questions, name="home-questions"),
    path("ajukan/<uuid:draft>/pemohon/", filling.applicant, name="home-applicant"),
    path("ajukan/<uuid:draft>/simpan/", filling.keep, name="home-keep"),
    path("ajukan/<uuid:draft>/berkas/", papers.papers, name="home-papers"),
    path("ajukan/<uuid:draft>/unggah/", papers.upload, name="home-upload"),
    path("ajukan/<uuid:draft>/unggah/<uuid:upload>/", papers.part, name="home-part"),
    path("ajukan/<uuid:draft>/hapus/<int:paper>/", papers.drop, name="home-drop"),
    path("ajukan/<uuid:draft>/periksa/", sending.review, name="home-review"),
    path("ajukan/<uuid:draft>/perbaiki/", correcting.correct, name="home-correct"),
    path("ajukan/<uuid:draft>/bukti.pdf", receipt.receipt, name="home-receipt"),
    path("ajukan/<uuid:draft>/akhiri/", sending.end, name="home-end"),
    path("ajukan/<uuid:draft>/kuasa/", mandates.mandates, name="home-mandates"),
    path("ajukan/<uuid:draft>/kuasa/<uuid:mandate>/cabut/", mandates.end, name="home-mandate-end"),
    path("ajukan/<uuid:draft>/surat/<uuid:paper>.pdf", fetching.fetch, name="home-fetch"),
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
    path("pengaduan/", complaining.choose, name="complain-where"),
    # Before the offices, of which none may be called so.
    path("pengaduan/lacak/", complaining.follow, name="complaint-track"),
    path("pengaduan/<slug:office_key>/", complaining.complain, name="complain"),
    path("survei/", survey.begin, name="survey-begin"),
    path("survei/terima-kasih/", survey.thanks, name="survey-thanks"),
    path("survei/<slug:token>/", survey.fill, name="survey"),
]

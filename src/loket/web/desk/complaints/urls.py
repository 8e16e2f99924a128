"""The addresses of complaints at the desk."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk.complaints import boxes, part, recap, register

urlpatterns: list[URLPattern | URLResolver] = [
    path("pengaduan-masuk/", register.register, name="complaints"),
    path("pengaduan-masuk/catat/", register.enter, name="complaint-enter"),
    path("pengaduan-masuk/kotak/", boxes.boxes, name="complaint-boxes"),
    path("pengaduan-masuk/kotak/<uuid:box>.pdf", boxes.minutes, name="complaint-box-minutes"),
    path("pengaduan-masuk/rekap/", recap.recap, name="complaint-recap"),
    path("pengaduan-masuk/rekap/keluarkan/", recap.recap_out, name="complaint-recap-out"),
    path("pengaduan-masuk/lapor/", recap.lapor, name="complaint-lapor"),
    path("pengaduan-masuk/lapor/keluarkan/", recap.lapor_out, name="complaint-lapor-out"),
    path("pengaduan-masuk/<slug:resi>/", part.complaint, name="complaint"),
    path("pengaduan-masuk/<slug:resi>/pelapor/", part.reporter, name="complaint-reporter"),
    path("pengaduan-masuk/<slug:resi>/surat.pdf", part.letter, name="complaint-letter"),
]

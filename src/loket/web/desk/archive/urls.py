"""The addresses of the room of the archive. None holds a resi."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk.archive import carrying, pages, printing

urlpatterns: list[URLPattern | URLResolver] = [
    path("kantor/arsip/", pages.archive, name="office-archive"),
    path("kantor/arsip/<int:number>/", pages.destruction, name="destruction"),
    path("kantor/arsip/<int:number>/laksanakan/", carrying.carry_out, name="destruction-carry-out"),
    path("kantor/arsip/<int:number>/keluarkan/", printing.taken_out, name="destruction-out"),
    path("kantor/arsip/<int:number>/daftar.pdf", printing.list_pdf, name="destruction-list"),
    path("kantor/arsip/<int:number>/berita-acara.pdf", printing.minutes_pdf, name="destruction-minutes"),
]

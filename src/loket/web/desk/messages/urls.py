"""The addresses of messages at the desk."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk.messages import language, office, pages, words_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("pesan/", pages.outbox, name="messages"),
    path("pesan/<int:message>/telepon/", pages.called, name="message-called"),
    path("permohonan/<slug:resi>/bahasa-pesan/", language.choose, name="message-language"),
    path("kantor/pesan/", office.settings, name="office-messages"),
    path("kantor/pesan/gerbang/", office.gateways, name="message-gateways"),
    path("kantor/pesan/teks/<slug:kind>/", words_page.words, name="office-message-words"),
]

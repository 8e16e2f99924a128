"""The addresses of the queue at the desk."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk.queue import counter, intake, settings

urlpatterns: list[URLPattern | URLResolver] = [
    path("meja/antrean/", counter.counter, name="queue"),
    path("meja/antrean/pindai/", intake.scanned, name="queue-scan"),
    path("kantor/antrean/", settings.settings, name="office-queue"),
]

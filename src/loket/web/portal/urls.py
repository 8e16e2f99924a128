"""The addresses of the public pages."""

from django.urls import path

from loket.web.portal import services, tracking

app_name = "portal"
urlpatterns = [
    path("layanan/", services.offices_page, name="offices"),
    path("layanan/<slug:office_key>/", services.office_page, name="office"),
    path("layanan/<slug:office_key>/<slug:service>/", services.service_page, name="service"),
    path("lacak/", tracking.track, name="track"),
]

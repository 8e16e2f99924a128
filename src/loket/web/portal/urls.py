"""The addresses of the public pages."""

from django.urls import path

from loket.web.portal import satisfaction, services, survey, tracking

app_name = "portal"
urlpatterns = [
    path("layanan/", services.offices_page, name="offices"),
    path("layanan/<slug:office_key>/", services.office_page, name="office"),
    # Before the services, of which none may be called so.
    path("layanan/<slug:office_key>/kepuasan/", satisfaction.satisfaction, name="survey-published"),
    path("layanan/<slug:office_key>/<slug:service>/", services.service_page, name="service"),
    path("lacak/", tracking.track, name="track"),
    path("survei/", survey.begin, name="survey-begin"),
    path("survei/terima-kasih/", survey.thanks, name="survey-thanks"),
    path("survei/<slug:token>/", survey.fill, name="survey"),
]

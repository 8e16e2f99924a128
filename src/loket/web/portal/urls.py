"""The addresses of the public pages."""

from django.urls import path

from loket.web.portal import queue, queue_board, satisfaction, services, survey, tracking

app_name = "portal"
urlpatterns = [
    path("layanan/", services.offices_page, name="offices"),
    path("layanan/<slug:office_key>/", services.office_page, name="office"),
    # Before the services, of which none may be called so.
    path("layanan/<slug:office_key>/kepuasan/", satisfaction.satisfaction, name="survey-published"),
    path("layanan/<slug:office_key>/<slug:service>/", services.service_page, name="service"),
    # Before the offices, of which none may be called so.
    path("antrean/suara/<slug:name>.wav", queue_board.clip, name="queue-clip"),
    path("antrean/<slug:office_key>/", queue.take, name="queue-take"),
    path("antrean/<slug:office_key>/layar/", queue_board.display, name="queue-display"),
    path("antrean/<slug:office_key>/layar/panggilan/", queue_board.calls, name="queue-calls"),
    path("antrean/<slug:office_key>/tiket/<slug:code>/", queue.ticket, name="queue-ticket"),
    path("lacak/", tracking.track, name="track"),
    path("survei/", survey.begin, name="survey-begin"),
    path("survei/terima-kasih/", survey.thanks, name="survey-thanks"),
    path("survei/<slug:token>/", survey.fill, name="survey"),
]

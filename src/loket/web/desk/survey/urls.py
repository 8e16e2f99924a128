"""The addresses of the survey at the desk."""

from django.urls import URLPattern, URLResolver, path

from loket.web.desk.survey import figures, paper, report

urlpatterns: list[URLPattern | URLResolver] = [
    path("kepuasan/", figures.figures, name="satisfaction"),
    path("kepuasan/laporan.pdf", report.report_pdf, name="satisfaction-report"),
    path("kepuasan/lembar/", paper.paper, name="survey-paper"),
]

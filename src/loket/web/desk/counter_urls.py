"""The addresses of intake, hand-over, books, the head's board and bulk paraf."""

from django.urls import URLPattern, URLResolver

from loket.web.desk.navigation import NavItem

NAVIGATION: tuple[NavItem, ...] = ()
urlpatterns: list[URLPattern | URLResolver] = []

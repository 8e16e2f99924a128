"""Meja saya: what is on my desk, what I may take, what waits on others; and the search."""
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from loket.web.desk.pages import Desk, desk_view, page


@desk_view
def desk(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    return HttpResponse("x")


find = desk

"""The API with all its operations."""

from loket.api.openapi import build
from loket.api.routes import books, cases, offices, procedures

api = build()
for _router in (offices.router, procedures.router, cases.router, books.router):
    api.add_router("", _router)

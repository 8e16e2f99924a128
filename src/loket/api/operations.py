"""The API with all its operations."""

from loket.api.openapi import build
from loket.api.routes import books, entries, offices, procedures

api = build()
for _router in (offices.router, procedures.router, entries.cases_router, books.router):
    api.add_router("", _router)

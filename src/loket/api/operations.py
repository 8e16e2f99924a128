"""The API with all its operations."""

from loket.api.openapi import build
from loket.api.routes import books, cases, offices, procedures, work

api = build()
# One router holds what is read of a case and what is done to it, for the two share addresses.
assert work.router is cases.router
for _router in (offices.router, procedures.router, cases.router, books.router):
    api.add_router("", _router)

"""The last gate: a production that is not safe does not start, whatever program serves it."""

from typing import Final

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured

TAG: Final = "loket-production"
"""Under which the checks of a production are registered."""


def require_safe() -> None:
    """Raises ImproperlyConfigured with every fault of a production; a demo may start as it is."""
    if not settings.PRODUCTION:
        return
    told = run_checks(tags=[TAG], include_deployment_checks=True, databases=["default"])
    faults = [fault for fault in told if fault.level >= ERROR]
    if faults:
        listed = "\n".join(f"  ✗ {fault.msg} {fault.hint}" for fault in faults)
        raise ImproperlyConfigured(f"Loket tidak dijalankan: pemasangan ini belum aman.\n{listed}")

"""The Django app of casework."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Cases and their events."""

    name = "loket.casework"
    label = "casework"

    def ready(self) -> None:
        """Register the start-up checks."""
        from loket.casework import checks

        checks.register()

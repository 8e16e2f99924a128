"""The app of the composition: it has no table, and brings the checks of a production installation."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers what must be true before an office may rely on the installation."""

    name = "loket.config"
    label = "loket_config"

    def ready(self) -> None:
        """Register the checks."""
        from loket.config import checks

        checks.register()

"""Django is set up only by the commands that need it: `loket procedure check` starts without it."""

import os


def set_up() -> None:
    """Read the settings and load the apps; harmless when done before."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.config.settings")
    import django

    django.setup()

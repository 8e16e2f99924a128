"""What the server calls."""

import os

from django.core.wsgi import get_wsgi_application

from loket.config.memory import settle
from loket.config.starting import require_safe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.config.settings")
application = get_wsgi_application()
require_safe()
settle()

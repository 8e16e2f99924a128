"""What the server's process does about garbage."""

import os
import subprocess
import sys
from pathlib import Path

SEEN = "import gc, loket.config.wsgi; print(gc.get_freeze_count() > 10_000, *gc.get_threshold())"


class TestTheServersProcess:
    def test_leaves_out_what_it_has_loaded_and_collects_seldom(self, tmp_path: Path) -> None:
        environment = {**os.environ, "LOKET_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "loket.config.settings"}
        told = subprocess.run(
            [sys.executable, "-c", SEEN], env=environment, capture_output=True, text=True, check=True
        ).stdout
        assert told.split() == ["True", "10000", "20", "50"]

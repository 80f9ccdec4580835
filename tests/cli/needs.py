"""What some tests of the terminal need of the system that they run on."""

import os
from pathlib import Path
from typing import Final

import pytest

FULL: Final = Path("/dev/full")
SENDS_SIGINT = pytest.mark.skipif(
    os.name == "nt", reason="Windows cannot send SIGINT to one process: it ends it at once"
)
HAS_FULL_DEVICE = pytest.mark.skipif(
    not FULL.exists(), reason="only Linux has a device that is always full"
)

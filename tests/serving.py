"""The app as a planner starts it: a server of its own, for tests and measurements in a browser."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final
from urllib.error import URLError
from urllib.request import urlopen

from tests.places import ROOT

STREAMLIT: Final = """
from streamlit.web.cli import main
main(prog_name="streamlit")
"""
PATIENCE: Final = 60.0
"""Seconds until a server must answer, and half of them until it must have ended."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    address: str
    process: subprocess.Popen[bytes]
    log: IO[bytes]

    def said(self) -> str:
        """All that it has written so far."""
        self.log.seek(0)
        return self.log.read().decode("utf-8", errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise RuntimeError(f"the server ended before it answered:\n{server.said()}")
        try:
            with urlopen(f"{server.address}/_stcore/health", timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.25)
    raise TimeoutError(f"no answer from {server.address}:\n{server.said()}")


@contextmanager
def serving(
    script: Path = ROOT / "app.py", scenarios: Path | None = None, before: str = ""
) -> Iterator[Server]:
    """A server of a page, ended afterwards; raises RuntimeError where it wrote of an exception.

    scenarios: the folder it serves; none leaves the project's own. before: what its process does
    first, in Python.
    """
    port = _free_port()
    command = [sys.executable, "-c", before + STREAMLIT, "run", str(script)]
    command += ["--server.headless", "true"]
    served = {} if scenarios is None else {"VIDNOVA_SCENARIOS": str(scenarios)}
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **served},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://localhost:{port}", process, log)
        try:
            _wait_for(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE / 2)
            finally:
                process.kill()
        if "Traceback" in server.said():
            raise RuntimeError(f"the server met an exception:\n{server.said()}")

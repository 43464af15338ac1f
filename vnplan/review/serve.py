"""The review on this machine's own network address, for as long as the program runs."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from vnplan.errors import OutputError
from vnplan.review.answers import Review
from vnplan.review.server import application, new_token

_HOST = "127.0.0.1"


def serve(review: Review, port: int, first: int | None, ready: Callable[[str], None]) -> None:
    """Answer until the program is interrupted.

    Args:
        port: 0 for any free one.
        first: number of the file that is shown first.
        ready: is told the address, token included, once it can be opened.

    Raises:
        OutputError: the port is taken.
    """
    token = new_token()
    with contextlib.closing(_bound(port)) as listener:
        own_port = listener.getsockname()[1]
        config = uvicorn.Config(
            application(review, token, own_port),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
        )
        # What comes after # is sent to no server and written into no log.
        shown = f"?file={first}" if first is not None else ""
        ready(f"http://{_HOST}:{own_port}/#{token}{shown}")
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _bound(port: int) -> socket.socket:
    """A socket that listens already, so that nobody takes the port in between."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((_HOST, port))
        listener.listen(64)
    except OSError as error:
        listener.close()
        fact = f"port {port} cannot be used: {error.strerror or error}"
        raise OutputError(fact, "another --port, or none") from error
    return listener


def open_browser(address: str) -> None:
    """Open the browser without waiting for it, and without a word when there is none."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

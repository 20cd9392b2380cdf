"""Serves a desk until it is stopped: takes a port, says where it is, opens the browser."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from secrets import token_urlsafe
from urllib.parse import urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from ravi.errors import InputError
from ravi.web.settings import DeskSettings

#: Answers in the works at once; most of them wait, for an answer that is being made or for their turn.
THREADS = 64
#: Pages that are made as soon as the desk is there.
AHEAD = ("/", "/map", "/sources", "/api/v1/incidents")
#: Seconds that open connections have when the desk is stopped.
GRACE = 3


def serve(settings: DeskSettings, *, browser: bool = True) -> None:
    """Serve a desk; a desk that others can reach gets a token where it has none.

    Port 0 is any free one, and so is the usual one where it is taken. Raises ``InputError`` where the
    address cannot be had, ``LedgerError`` where the ledger cannot be opened.
    """
    import uvicorn
    from litestar.concurrency import set_asyncio_executor

    from ravi.web.app import create_app

    if not settings.is_local and not settings.token:
        settings = replace(settings, token=token_urlsafe(24))
    listening = listen(settings.host, settings.port)
    settings = replace(settings, port=listening.getsockname()[1])
    with listening:
        app = create_app(settings)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
        )
        set_asyncio_executor(ThreadPoolExecutor(THREADS))
        print(f"ravi desk: {address(settings)} (Ctrl-C ends it)", flush=True)
        threading.Thread(target=read_ahead, args=(settings,), daemon=True).start()
        if browser:
            threading.Thread(target=webbrowser.open, args=(address(settings),), daemon=True).start()
        uvicorn.Server(config).run(sockets=[listening])


def read_ahead(settings: DeskSettings) -> None:
    """Ask for the pages that everyone opens first, so that they are made before anyone waits for them."""
    own = build_opener(ProxyHandler({}), HTTPCookieProcessor())
    start = address(settings)
    try:
        for path in (start, *(urljoin(start, page) for page in AHEAD)):
            own.open(path, timeout=60).close()
    except OSError:
        pass  # the desk was stopped meanwhile; readers lose nothing but the head start


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at an address; where the usual port is taken, at a free one."""
    from ravi.web.settings import PORT

    name = host.strip("[]")
    kind = socket.AF_INET6 if ":" in name else socket.AF_INET
    for wanted in (port, 0) if port == PORT else (port,):
        found = socket.socket(kind, socket.SOCK_STREAM)
        if sys.platform != "win32":  # there the option lets two processes have one port
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((name, wanted))
            found.listen(128)
            return found
        except OSError as error:
            found.close()
            failed = error
    raise InputError(
        f"the desk cannot listen at {host!r}, port {port}: {failed.strerror}; give another --port"
    )


def address(settings: DeskSettings) -> str:
    """Return where a browser finds the desk, with the token where it asks for one.

    >>> address(DeskSettings("ravi.db", host="0.0.0.0", port=9000, token="abc"))
    'http://127.0.0.1:9000/enter?token=abc'
    """
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    path = f"enter?token={settings.token}" if settings.token else ""
    return f"http://{shown}:{settings.port}/{path}"

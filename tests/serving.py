"""A web server of a test's own, on this machine, that answers as the test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What a path answers with."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Answering = Callable[[BaseHTTPRequestHandler], None]


def page(body: str | bytes, **headers: str) -> Reply:
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(data, headers={"Content-Type": "text/html; charset=utf-8", **named})


def moved(where: str) -> Reply:
    return Reply(status=302, headers={"Location": where})


class Site:
    """A running server: ``paths`` may change while it runs; ``asked`` holds the requests so far."""

    def __init__(self) -> None:
        self.paths: dict[str, Reply | Answering] = {}
        self.asked: list[tuple[str, Message]] = []
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append((handler.path, handler.headers))
        reply = self.paths.get(handler.path, Reply(status=404))
        if callable(reply):
            reply(handler)
            return
        etag = reply.headers.get("ETag")
        if etag and handler.headers.get("If-None-Match") == etag:
            reply = Reply(status=304)
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(reply.body)))
        handler.end_headers()
        handler.wfile.write(reply.body)

    def requests(self, path: str) -> list[Message]:
        return [headers for asked, headers in self.asked if asked == path]


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


ARTICLE = """\
<!DOCTYPE html><html lang="fa"><head><meta charset="utf-8"><title>{title} | سایت نمونه</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="سایت نمونه">
<meta property="article:published_time" content="2024-03-09T23:40:00+03:30"></head><body>
<nav><a href="/">خانه</a> <a href="/politics">سیاسی</a></nav>
<article><h1>{title}</h1><p>{first}</p><p>{second}</p></article>
<footer>همه حقوق این سایت محفوظ است.</footer></body></html>"""

FIRST = (
    "سخنگوی استانداری زرکوه گفت که بامداد شنبه در پی انفجار در یک انبار در روستای سرآب سه نفر کشته و پنج نفر "
    "زخمی شدند و گروه‌های امدادی تا ظهر سرگرم جست‌وجو بودند."
)
SECOND = "او افزود که علت انفجار هنوز روشن نیست و بررسی آن به کارشناسان آتش‌نشانی سپرده شده است."


def article(title: str = "انفجار در زرکوه", first: str = FIRST, second: str = SECOND) -> str:
    """Return a news page in Persian, invented like all of them here."""
    return ARTICLE.format(title=title, first=first, second=second)

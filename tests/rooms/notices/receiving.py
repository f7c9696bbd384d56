"""A desk's own system that receives webhooks, for the tests of notices."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from django.test import override_settings


class Receiver(BaseHTTPRequestHandler):
    """A desk's own system."""

    taken: list[tuple[dict[str, str], bytes]]
    paths: list[str]
    status = 204

    def do_POST(self) -> None:
        """Keep what came."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).taken.append((dict(self.headers.items()), body))
        type(self).paths.append(self.path)
        self.send_response(type(self).status)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def receiving() -> Iterator[str]:
    """Its origin, to which the node may send."""
    Receiver.taken, Receiver.paths, Receiver.status = [], [], 204
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    try:
        with override_settings(WEBHOOK_HOSTS=[origin]):
            yield origin
    finally:
        server.shutdown()
        server.server_close()

"""A server with recorded answers, and commands that are run against it."""

import contextlib
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import entry_points
from types import SimpleNamespace

from keystoneauth1 import plugin, session

from taibaiclient.client import Client

PATHS = {"alarming": "/alarming", "event": "/events", "function-engine": ""}


class Catalog(plugin.BaseAuthPlugin):
    """A token and a catalog without a Keystone."""

    def __init__(self, url, services):
        super().__init__()
        self._url, self._services = url, services

    def get_token(self, session, **_):
        return "token"

    def get_endpoint(self, session, service_type=None, **_):
        if service_type not in self._services:
            return None
        return self._url + PATHS[service_type]


class Recorded:
    """Answers each request with the next answer that is recorded for it; the last one stays."""

    def __init__(self, services=tuple(PATHS)):
        self.requests = []
        self._answers = {}
        recorded = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self):
                length = int(self.headers.get("content-length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                request = f"{self.command} {self.path}"
                recorded.requests.append((request, body))
                answers = recorded._answers.get(request)
                status, answer = (
                    (404, {"faultstring": f"no answer is recorded for {request}"})
                    if answers is None
                    else answers.pop(0)
                    if len(answers) > 1
                    else answers[0]
                )
                content = (
                    answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
                )
                self.send_response(status)
                self.send_header("content-length", "0" if status == 204 else str(len(content)))
                self.end_headers()
                if status != 204:
                    self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = answer

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )
        self._thread.start()
        url = f"http://127.0.0.1:{self._server.server_port}"
        self.client = Client(session.Session(auth=Catalog(url, services)))

    def answers(self, request, *answers):
        """Each answer is JSON with status 200, or a pair of a status and JSON or text."""
        self._answers[request] = [
            each if isinstance(each, tuple) else (200, each) for each in answers
        ]

    def run(self, line, *more):
        """Runs a command as it is registered: `alarm explain`, then its parameters."""
        words = [*line.split(), *more]
        commands = {each.name: each for each in entry_points(group="openstack.taibai.v1")}
        length = next(n for n in (3, 2) if "_".join(words[:n]) in commands)
        out, err = io.StringIO(), io.StringIO()
        app = SimpleNamespace(
            stdout=out, stderr=err, client_manager=SimpleNamespace(taibai=self.client)
        )
        command = commands["_".join(words[:length])].load()(app, None)
        with contextlib.redirect_stderr(err):
            args = command.get_parser(" ".join(words[:length])).parse_args(words[length:])
            code = command.run(args)
        return SimpleNamespace(code=code, out=out.getvalue(), err=err.getvalue())

    def sent(self, request):
        """The bodies of these requests."""
        return [body for each, body in self.requests if each == request]

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

"""Runs one invocation after another in the user's process and wraps the answers in envelopes."""

import json
import os
import signal
import time

from .envelope import OUT_OF_RESOURCES, TIMED_OUT, envelope
from .user_process import LOADED, STARTED, Died, Garbled, TimedOut, UserProcess

START_SECONDS = 2.0
"""How long the interpreter may take to start before it uses up the user's time."""

LOAD_SECONDS = 6.0
"""How long to wait for the import. Lambda allows an environment ten seconds, with a full CPU, to start."""

PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR")
"""The variables of Lambda's environment that user code sees: no credentials, none of our own."""

SECRET_PREFIX = "TAIBAI_SECRET_"
"""Begins the variables that hold what the function's owner gave it; user code sees them without it."""


class Runner:
    def __init__(self, task_root, entry, lambda_environment):
        self._task_root = task_root
        self._entry = entry
        self._environment = {
            **{
                name.removeprefix(SECRET_PREFIX): value
                for name, value in lambda_environment.items()
                if name.startswith(SECRET_PREFIX)
            },
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            **{
                name: lambda_environment[name]
                for name in PASSED_ON
                if name in lambda_environment
            },
            "HOME": "/tmp",
            "TMPDIR": "/tmp",
        }
        self._process = None

    def prepare(self):
        """Imports the user's module before the first call. A failure is reported by the first call."""
        try:
            self._started().wait_for(LOADED, LOAD_SECONDS)
        except (Died, Garbled):
            self.stop()

    def stop(self):
        """Ends the user's process. Returns its exit status if it had already ended, otherwise None."""
        process, self._process = self._process, None
        return process.end() if process else None

    def run(self, invocation):
        if invocation.get("v") != 1:
            raise ValueError("an invocation of another version")
        request = json.dumps(
            {
                "input": invocation["input"],
                "positional": invocation["positional"],
                "hops": invocation.get("hops", 0),
                "context": {
                    "os_session": None,
                    "os_token": invocation.get("os_token"),
                    "os_auth_url": invocation.get("os_auth_url"),
                    "execution_id": invocation["execution_id"],
                    "function_id": invocation["function_id"],
                    "project_id": invocation["project_id"],
                },
            }
        ).encode()
        begun = time.monotonic()
        try:
            process = self._started()
            begun = time.monotonic()
            nonce = os.urandom(16).hex()
            header, body = process.call(nonce, request, invocation["timeout_seconds"])
            status, output, duration = _checked(header, body, time.monotonic() - begun)
            log = process.log
        except (TimedOut, Died, Garbled) as failure:
            log = self._process.log
            exit_status = self.stop()
            status, output = "failed", json.dumps(_explained(failure, exit_status))
            duration = time.monotonic() - begun
        return envelope(invocation["execution_id"], status, output, duration, log)

    def _started(self):
        if self._process and self._process.is_reusable():
            self._process.forget_log()
            return self._process
        self.stop()
        self._process = UserProcess(self._task_root, self._entry, self._environment)
        self._process.wait_for(STARTED, START_SECONDS)
        return self._process


def _checked(header, body, elapsed):
    """The status, output and duration that the user's process reports, if they are plausible."""
    status, duration = header.get("status"), header.get("duration")
    if status not in ("success", "failed") or not isinstance(duration, (int, float)):
        raise Garbled
    try:
        output = body.decode()
    except UnicodeDecodeError:
        raise Garbled from None
    return status, output, duration if 0 <= duration <= elapsed else elapsed


def _explained(failure, exit_status):
    if isinstance(failure, TimedOut):
        return TIMED_OUT
    if isinstance(failure, Garbled):
        return "The function's process answered with something that is no result."
    if exit_status is None:
        return "The function's process closed its way back to Taibai."
    if exit_status >= 0:
        return f"The Python interpreter ended with status {exit_status}."
    if exit_status == -signal.SIGKILL:
        return OUT_OF_RESOURCES
    return f"The Python interpreter was killed by signal {_signal_name(-exit_status)}."


def _signal_name(number):
    try:
        return f"{number} ({signal.Signals(number).name})"
    except ValueError:
        return str(number)

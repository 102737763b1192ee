"""The process that runs the user's code, as seen from ours."""

import fcntl
import os
import select
import signal
import subprocess
import sys
import time

from . import frames
from .envelope import ANSWER_BYTES
from .log import Log

STARTED, LOADED = 1, 2
"""What the process reports before its first answer: the interpreter runs; the user's module is imported."""

CRASH_POLL_SECONDS = 0.1
"""A crash closes the pipe and is noticed at once, or after this time if a grandchild keeps it open."""

HEADER_BYTES = 4096
DRAIN_SECONDS = 0.2
CHUNK_BYTES = 1 << 18
PIPE_BYTES = 1 << 20

BOOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boot.py")
"""Run in isolated mode: neither the user's folder nor PYTHON* variables affect the path until our own
modules are loaded, so the user's modules cannot replace them."""


class TimedOut(Exception):
    """No message before the deadline."""


class Died(Exception):
    """The process ended, or closed its end of the pipe, without an answer."""


class Garbled(Exception):
    """The process sent something that is not an answer to this call."""


class UserProcess:
    """Everything read from it is limited and checked, because the user's code controls it."""

    def __init__(self, task_root, entry, environment):
        child_calls, self._calls = os.pipe()
        self._answers, child_answers = os.pipe()
        self._log_pipe, child_log = os.pipe()
        layer = os.path.dirname(os.path.dirname(BOOT))
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-u", "-X", "utf8", BOOT]
            + [layer, str(child_calls), str(child_answers), task_root, entry],
            stdin=subprocess.DEVNULL,
            stdout=child_log,
            stderr=child_log,
            pass_fds=(child_calls, child_answers),
            env=environment,
            cwd=task_root,
            start_new_session=True,
        )
        for descriptor in (child_calls, child_answers, child_log):
            os.close(descriptor)
        for descriptor in (self._calls, self._answers, self._log_pipe):
            os.set_blocking(descriptor, False)
        _widen(self._log_pipe)
        self._greetings = 0
        self._called = self._hung_up = False
        self._outgoing = memoryview(b"")
        self._received = bytearray()
        self.log = Log()

    def wait_for(self, greeting, seconds):
        """Waits at most this long until the process has reported this."""
        deadline = time.monotonic() + seconds
        try:
            while self._greetings < greeting:
                self._next_message(deadline)
                self._greetings += 1
        except TimedOut:
            pass

    def call(self, nonce, request, seconds):
        """Sends one call; returns the header and the body of its answer."""
        deadline = time.monotonic() + seconds
        self._called = True
        self._outgoing = memoryview(frames.frame({"nonce": nonce}, request))
        while True:
            header, body = self._next_message(deadline)
            if self._greetings == LOADED:
                break
            self._greetings += 1
        if not isinstance(header, dict) or header.get("nonce") != nonce:
            raise Garbled
        self._drain_log()
        return header, body

    def is_reusable(self):
        """Whether the process is alive and has sent nothing beyond its answers."""
        if self._process.poll() is not None:
            return False
        return not self._received and self._receive() == "nothing"

    def forget_log(self):
        """Drops what was written between two calls. The import's output belongs to the first call."""
        self._drain_log()
        if self._called:
            self.log = Log()

    def end(self):
        """Kills the process and its group. Returns its exit status if it had already ended, negative for a signal."""
        try:
            status = self._process.wait(CRASH_POLL_SECONDS if self._hung_up else 0)
        except subprocess.TimeoutExpired:
            status = None
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        self._process.wait()
        self._drain_log()
        for descriptor in (self._calls, self._answers, self._log_pipe):
            os.close(descriptor)
        return status

    def _next_message(self, deadline):
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        poll.register(self._log_pipe, select.POLLIN)
        while True:
            message = self._take_message()
            if message is not None:
                return message
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TimedOut
            if self._outgoing:
                poll.register(self._calls, select.POLLOUT)
            ready = dict(poll.poll(min(remaining, CRASH_POLL_SECONDS) * 1000))
            if self._log_pipe in ready and not self._read_log():
                poll.unregister(self._log_pipe)
            if self._calls in ready:
                self._send()
                if not self._outgoing:
                    poll.unregister(self._calls)
            if self._answers in ready:
                if self._receive() == "end":
                    self._hung_up = True
                    raise Died
            elif not ready and self._process.poll() is not None:
                raise Died

    def _take_message(self):
        if len(self._received) < frames.LENGTH_BYTES:
            return None
        end = frames.LENGTH_BYTES + int.from_bytes(self._received[: frames.LENGTH_BYTES], "big")
        if end > ANSWER_BYTES + HEADER_BYTES:
            raise Garbled
        if len(self._received) < end:
            return None
        content = bytes(self._received[frames.LENGTH_BYTES : end])
        del self._received[:end]
        try:
            return frames.split(content)
        except (ValueError, RecursionError):
            raise Garbled from None

    def _send(self):
        try:
            self._outgoing = self._outgoing[os.write(self._calls, self._outgoing) :]
        except BlockingIOError:
            pass
        except OSError:
            self._outgoing = memoryview(b"")

    def _receive(self):
        try:
            chunk = os.read(self._answers, CHUNK_BYTES)
        except BlockingIOError:
            return "nothing"
        self._received += chunk
        return "some" if chunk else "end"

    def _read_log(self):
        """Reads a chunk of the log; False if the pipe is closed."""
        try:
            chunk = os.read(self._log_pipe, CHUNK_BYTES)
        except BlockingIOError:
            return True
        self.log.write(chunk)
        return len(chunk) > 0

    def _drain_log(self):
        """Reads what is already there, for a limited time: processes left behind may keep writing."""
        deadline = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < deadline:
            try:
                chunk = os.read(self._log_pipe, CHUNK_BYTES)
            except BlockingIOError:
                return
            if not chunk:
                return
            self.log.write(chunk)


def _widen(pipe):
    """Enlarges the pipe for functions that write much, if the kernel allows it."""
    try:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    except OSError:
        pass

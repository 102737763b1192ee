"""Runs in the user's process: reads calls from one pipe and writes answers to another.

The user's code shares this process, so nothing here is a protection; our own process checks everything.
"""

import json
import os
import sys
import time
import traceback

from . import entry_point, frames, hops, own_modules
from .envelope import ANSWER_BYTES, OUT_OF_RESOURCES
from .json_text import json_text

CALLING = (os.path.dirname(__file__), os.path.join(os.path.dirname(os.__file__), "asyncio"))
"""The folders of the code that calls the user's."""


def serve(at_start):
    calls, answers = int(sys.argv[1]), int(sys.argv[2])
    task_root, entry = sys.argv[3:5]
    del sys.argv[1:]
    for descriptor in (calls, answers):
        os.set_inheritable(descriptor, False)
    _prefer_oom_kill()
    own = os.getpid()
    _answer(answers, {})

    sys.path.insert(0, task_root)
    own_modules.give_way(at_start, task_root)
    loading = Attempt(lambda: entry_point.load(entry, task_root))
    _answer(answers, {})
    while True:
        message = frames.read_frame(calls)
        if message is None:
            os._exit(0)
        header, request = message
        if not loading:
            loading = Attempt(lambda: entry_point.load(entry, task_root))
        answer, output = _outcome(entry, loading, json.loads(request))
        if loading.error:
            loading = None
        _flush()
        if os.getpid() != own:  # a fork made by the user's code that returned here
            os._exit(0)
        _answer(answers, {**header, **answer}, output)


def _outcome(entry, loading, request):
    if loading.error:
        return {"status": "failed", "duration": loading.seconds}, loading.error.encode()
    hops.carry(request["hops"])
    run = Attempt(
        lambda: json_text(
            entry_point.call(
                entry, loading.value, request["input"], request["positional"], request["context"]
            )
        )
    )
    output = (run.error or run.value).encode()
    if len(output) > ANSWER_BYTES:
        text = f"The output is too large: {len(output)} bytes of JSON."
        return {"status": "failed", "duration": run.seconds}, json_text(text).encode()
    return {"status": "failed" if run.error else "success", "duration": run.seconds}, output


class Attempt:
    """Runs user code once and keeps its value, or JSON text that says why it failed."""

    def __init__(self, work):
        self.value = self.error = None
        begun = time.perf_counter()
        try:
            self.value = work()
        except BaseException as error:  # SystemExit and KeyboardInterrupt also come from the user's code
            self.error = json_text(_text_of(error))
        self.seconds = time.perf_counter() - begun


def _text_of(error):
    try:
        if isinstance(error, SystemExit):
            return f"The function called sys.exit({error.code!r})."
        if isinstance(error, entry_point.CannotBeCalled):
            print(error, file=sys.stderr)
            return str(error)
        _print_traceback(error)
        return OUT_OF_RESOURCES if isinstance(error, MemoryError) else str(error)
    except BaseException:  # the error's own __str__ or __repr__ fails
        return type(error).__name__


def _print_traceback(error):
    """Prints the traceback from the user's first frame on."""
    frame = error.__traceback__
    while frame and os.path.dirname(frame.tb_frame.f_code.co_filename) in CALLING:
        frame = frame.tb_next
    _flush()
    try:
        lines = traceback.format_exception(type(error), error, frame)
    except Exception:  # `traceback` imports more when it is used, and may find the user's modules
        lines = _short_traceback(error, frame)
    frames.write_all(2, "".join(lines).encode(errors="backslashreplace"))


def _short_traceback(error, frame):
    """The traceback without lines of source and without the errors that led to this one."""
    lines = ["Traceback (most recent call last):\n"]
    while frame:
        code = frame.tb_frame.f_code
        lines.append(f'  File "{code.co_filename}", line {frame.tb_lineno}, in {code.co_name}\n')
        frame = frame.tb_next
    return [*lines, f"{type(error).__name__}: {error}\n"]


def _answer(descriptor, header, body=b""):
    try:
        frames.write_all(descriptor, frames.frame(header, body))
    except OSError:  # the user's code closed the pipe; our process notices that this one ended
        os._exit(1)


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass


def _prefer_oom_kill():
    """Makes the kernel kill this process first when memory runs out, so that ours can report it."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")
    except OSError:
        pass

"""Protects our process from the user's, and ends the user's process with ours."""

import atexit
import os
import signal
import sys

PR_SET_DUMPABLE = 4


def keep_memory_private():
    """Hides our environment, memory and descriptors under /proc from processes of the same user id.

    Our environment contains Lambda's credentials. Root could still read them, but on Lambda no
    process is root.
    """
    try:
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        print("taibai: this system cannot close /proc to user code", file=sys.stderr)


def end_with(stop):
    """Calls `stop` when our process ends."""
    atexit.register(stop)

    def on_termination(number, _frame):
        stop()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    signal.signal(signal.SIGTERM, on_termination)

"""Keeps our process from the user's, and the user's from outliving ours."""

import atexit
import os
import signal
import sys

PR_SET_DUMPABLE = 4


def keep_memory_private():
    """Closes our environment, memory and descriptors under /proc to others of the same user id.

    Lambda's credentials are in that environment. Who is root can read them all the same, but on
    Lambda nobody is.
    """
    try:
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (ImportError, OSError, AttributeError):
        print("taibai: this system cannot close /proc to user code", file=sys.stderr)


def end_with(stop):
    """The user's process goes when ours does."""
    atexit.register(stop)

    def on_termination(number, _frame):
        stop()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    signal.signal(signal.SIGTERM, on_termination)

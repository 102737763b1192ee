"""Runs the emulator for as long as its owner lives.

The owner holds the other end of standard input. When that closes, because the owner is done or
because it crashed, the emulator goes with every process it started: warm Lambdas are killed here,
also those that user code has put into a session of its own.

The one argument, the folder of the run, marks the process; nothing reads it.
"""

import os
import signal
import subprocess
import sys
import threading


def descendants(ancestor: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=False
    ).stdout
    children: dict[int, list[int]] = {}
    for line in listing.splitlines():
        pid, parent = map(int, line.split())
        children.setdefault(parent, []).append(pid)
    found: list[int] = []
    queue = [ancestor]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end_with_owner(owner: int) -> None:
    while os.read(owner, 4096):
        pass
    for pid in descendants(os.getpid()):
        kill(pid)
    os.killpg(os.getpgid(0), signal.SIGKILL)


def main() -> None:
    owner = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=end_with_owner, args=(owner,), daemon=True).start()
    sys.argv[1:] = []
    from ministack.app import main as run

    run()


if __name__ == "__main__":
    main()

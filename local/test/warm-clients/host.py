"""Runs commands of one Python environment in forks of a process that has imported their modules before.

Starting a client takes a second of processor time, nearly all of it for imports, and the tests start
hundreds. Each command still is a process of its own: it has the arguments, variables, folder and streams
of whoever called `command.py`, and nothing of what an earlier command did except for its imports. The
modules that a command imports are imported here, too, before the next one.

Arguments: the name of the socket, in the working folder, and the folder with the real programs. Ends with its standard input.
"""

import array
import contextlib
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import time
import traceback
from importlib.metadata import entry_points

STREAMS = 3
LONGEST_REQUEST = 1 << 20


def received(connection: socket.socket) -> tuple[dict, list[int]]:
    """A request is one line of JSON; the caller's three streams come with its first byte."""
    streams = array.array("i")
    text, ancillary, _, _ = connection.recvmsg(
        LONGEST_REQUEST, socket.CMSG_LEN(STREAMS * streams.itemsize)
    )
    for _, _, descriptors in ancillary:
        streams.frombytes(descriptors)
    while not text.endswith(b"\n"):
        text += connection.recv(LONGEST_REQUEST)
    return json.loads(text), list(streams)


def exit_code(main) -> int:
    try:
        raised = main()
    except SystemExit as end:
        raised = end.code
    except BaseException:
        traceback.print_exc()
        return 1
    if raised is None or isinstance(raised, int):
        return (raised or 0) & 0xFF
    print(raised, file=sys.stderr)
    return 1


def carry_out(connection: socket.socket, programs: dict, bin_folder: str) -> None:
    request, streams = received(connection)
    for position, stream in enumerate(streams):
        os.dup2(stream, position)
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    program = request["program"]
    sys.argv = [os.path.join(bin_folder, program), *request["arguments"]]
    code = exit_code(lambda: programs[program].load()())
    for written in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            written.flush()
    connection.sendall(bytes([code]))


def fork(connection: socket.socket, learned: socket.socket, run) -> None:
    known = set(sys.modules)
    if os.fork() != 0:
        return
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        run(connection)
        learned.send("\n".join(sys.modules.keys() - known).encode())
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def import_all(names: str) -> None:
    for name in sorted(names.split()):
        # Some names in `sys.modules` cannot be imported by themselves.
        with contextlib.suppress(Exception):
            importlib.import_module(name)


def serve(address: str, bin_folder: str) -> None:
    programs = {each.name: each for each in entry_points(group="console_scripts")}
    learned, to_learn = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(address)
    listener.listen(64)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with selectors.DefaultSelector() as selector:
        for source in (sys.stdin.fileno(), learned, listener):
            selector.register(source, selectors.EVENT_READ)
        print("ready", flush=True)
        while True:
            for key, _ in selector.select():
                if key.fileobj is listener:
                    with listener.accept()[0] as connection:
                        fork(
                            connection,
                            to_learn,
                            lambda caller: carry_out(caller, programs, bin_folder),
                        )
                elif key.fileobj is learned:
                    import_all(learned.recv(LONGEST_REQUEST).decode())
                else:
                    return


if __name__ == "__main__":
    serve(*sys.argv[1:])

"""Has a program run by `host.py`, with this process's arguments, variables, folder and streams.

Arguments: the host's socket, the folder with the real programs, the host's home folder, the program, and
the program's own arguments. Modules read the home folder and a `clouds.yaml` in the working folder when
they are imported: where the host's would differ, the real program runs.
"""

import array
import json
import os
import socket
import sys

address, bin_folder, home, program, *arguments = sys.argv[1:]


def has_own_clouds() -> bool:
    return any(name.startswith(("clouds.", "secure.")) for name in os.listdir())


def exit_code_of_host() -> int:
    request = {
        "program": program,
        "arguments": arguments,
        "environment": dict(os.environ),
        "folder": os.getcwd(),
    }
    # A socket's address is at most about a hundred characters long.
    os.chdir(os.path.dirname(address))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(os.path.basename(address))
        streams = array.array("i", [0, 1, 2])
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)
        text = json.dumps(request).encode() + b"\n"
        sent = connection.sendmsg([text], [rights])
        connection.sendall(text[sent:])
        answer = connection.recv(1)
    if not answer:
        sys.exit(f"{program} ended without an exit code")
    return answer[0]


if os.environ.get("HOME") != home or has_own_clouds():
    real = os.path.join(bin_folder, program)
    os.execv(real, [real, *arguments])
sys.exit(exit_code_of_host())

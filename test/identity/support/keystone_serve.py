"""Serves a Keystone on loopback, on the port KEYSTONE_PORT, while standard input stays open.

It handles one request at a time because SQLite allows one writer.
"""

import os
import threading

from keystone.server import wsgi
from waitress import serve


def end_with_owner():
    while os.read(0, 4096):
        pass
    os._exit(0)


threading.Thread(target=end_with_owner, daemon=True).start()
serve(wsgi.initialize_public_application(), host="127.0.0.1", port=int(os.environ["KEYSTONE_PORT"]), threads=1)

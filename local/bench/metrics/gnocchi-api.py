"""Serves the API of a Gnocchi: its configuration, and the port. One worker, as the benchmark compares."""

import sys

import waitress
from gnocchi import service
from gnocchi.rest import app

configuration, port = sys.argv[1:]
application = app.load_app(service.prepare_service(["--config-file", configuration]))
waitress.serve(application, host="127.0.0.1", port=int(port), threads=1)

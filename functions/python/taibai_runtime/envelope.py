"""The answer to an invocation, kept below Lambda's limit.

Defined the same way in `functions/contract/envelope.ts`.
"""

import json
import os

from .log import encoded_size

ANSWER_BYTES = 6 * 1024 * 1024
"""Lambda's limit, and the most that the executor reads."""

LOG_RESERVE_BYTES = 64 * 1024
"""Reserved for the log when the output is large."""

TIMED_OUT = "Function execution timeout."
OUT_OF_RESOURCES = "Function execution failed because of too much resource consumption"
"""Both as Qinling words them (`runtimes/python3/server.py`)."""


ENVIRONMENT = os.urandom(8).hex()
"""Identifies this Lambda environment for as long as it lives."""


def envelope(execution_id, status, output, duration, log):
    """Builds an envelope; `output` is JSON text, `log` is a `Log`."""
    answer = {
        "v": 1,
        "environment": ENVIRONMENT,
        "execution_id": execution_id,
        "status": status,
        "output": output,
        "duration": duration,
        "log": "",
    }
    size = len(json.dumps(answer))
    if size > ANSWER_BYTES - LOG_RESERVE_BYTES:
        answer["status"] = "failed"
        answer["output"] = json.dumps(
            f"The output is too large: {encoded_size(output)} bytes as JSON, "
            f"a function can answer {ANSWER_BYTES - LOG_RESERVE_BYTES}."
        )
        size = len(json.dumps(answer))
    answer["log"] = log.text(ANSWER_BYTES - size)
    return answer

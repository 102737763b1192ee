"""Messages between our process and the user's: four bytes of length, a line of JSON, a body of bytes."""

import json
import os

LENGTH_BYTES = 4


def frame(header, body=b""):
    content = json.dumps(header).encode() + b"\n" + body
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def split(content):
    """Splits a message into header and body; raises ValueError if it is malformed."""
    head, newline, body = content.partition(b"\n")
    if not newline:
        raise ValueError("a message without a header")
    return json.loads(head), body


def read_frame(descriptor):
    """Waits for one message; None if the other side has closed the pipe."""
    length = _read_exactly(descriptor, LENGTH_BYTES)
    if length is None:
        return None
    content = _read_exactly(descriptor, int.from_bytes(length, "big"))
    return None if content is None else split(content)


def _read_exactly(descriptor, count):
    chunks = []
    while count > 0:
        chunk = os.read(descriptor, min(count, 1 << 20))
        if not chunk:
            return None
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def write_all(descriptor, content):
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]

"""What user code writes to descriptors 1 and 2, up to a limit."""

from json.encoder import encode_basestring_ascii

HALF_BYTES = 3 * 1024 * 1024


class Log:
    """Keeps the beginning and the end, and counts what is between."""

    def __init__(self, half_bytes=HALF_BYTES):
        self._half = half_bytes
        self._head = bytearray()
        self._tail = bytearray()
        self._written = 0

    def write(self, chunk):
        self._written += len(chunk)
        room = self._half - len(self._head)
        if room > 0:
            self._head += chunk[:room]
            chunk = chunk[room:]
        self._tail += chunk
        if len(self._tail) > 2 * self._half:
            del self._tail[: -self._half]

    def text(self, budget):
        """The log in at most `budget` bytes as a JSON string; the middle is cut first."""
        tail = self._tail[-self._half :]
        lost = self._written - len(self._head) - len(tail)
        if lost == 0:
            whole = (self._head + tail).decode(errors="replace")
            return whole if encoded_size(whole) <= budget else _shortened(whole, whole, 0, budget)
        head, end = self._head.decode(errors="replace"), tail.decode(errors="replace")
        return _shortened(head, end, lost, budget)


def encoded_size(text):
    """The size of this text as a JSON string with everything outside ASCII escaped."""
    return len(encode_basestring_ascii(text))


def _shortened(head, end, lost, budget):
    """As much of the beginning of `head` and of the end of `end` as fits, with a line between."""
    low, high = 0, max(len(head), len(end)) if lost else len(head) // 2
    while low < high:
        kept = (low + high + 1) // 2
        if encoded_size(_joined(head, end, lost, kept)) <= budget:
            low = kept
        else:
            high = kept - 1
    return _joined(head, end, lost, low)


def _joined(head, end, lost, kept):
    first, last = head[:kept], end[max(0, len(end) - kept) :]
    characters = lost + (len(head) - len(first)) + (len(end) - len(last) if lost else -len(last))
    return f"{first}\n... about {characters} characters of the log left out ...\n{last}"

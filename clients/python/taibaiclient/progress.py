"""Progress on the standard error."""


class Progress:
    """One line that is written anew on a terminal, and a line for each change elsewhere."""

    def __init__(self, stream):
        self._stream = stream
        self._terminal = stream.isatty()
        self._last = None

    def tell(self, text):
        if text == self._last:
            return
        if self._terminal:
            self._stream.write("\r" + text.ljust(len(self._last or "")))
        else:
            self._stream.write(text + "\n")
        self._stream.flush()
        self._last = text

    def end(self):
        if self._terminal and self._last is not None:
            self._stream.write("\r" + " " * len(self._last) + "\r")
            self._stream.flush()

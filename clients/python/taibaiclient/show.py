"""How answers are printed: text for people, and the answer as it is for programs."""

import json
import shutil
import sys
import unicodedata

import prettytable
from osc_lib import exceptions
from osc_lib.command import command

YES = "\N{CHECK MARK}"
NO = "\N{BALLOT X}"
# The least width of a column that is worth reading.
NARROWEST = 16


class AnswerCommand(command.ShowOne):
    """A command that prints an answer: `show` for people, its members in all other formats."""

    # Set by a command that is to end with another status than 0.
    exit_code = 0

    def answer(self, args):
        raise NotImplementedError

    def show(self, answer, args):
        """The lines for people."""
        raise NotImplementedError

    @property
    def client(self):
        return self.app.client_manager.taibai

    def take_action(self, args):
        self._answer = self.answer(args)
        return tuple(self._answer), tuple(self._answer.values())

    def produce_output(self, args, column_names, data):
        if args.formatter != "table" or args.columns:
            return super().produce_output(args, column_names, data)
        for line in self.show(self._answer, args):
            self.app.stdout.write(encodable(line, self.app.stdout) + "\n")
        return 0

    def run(self, args):
        return super().run(args) or self.exit_code


class ListCommand(command.Lister):
    """A command that prints rows with these members of each."""

    members = ()

    @property
    def client(self):
        return self.app.client_manager.taibai

    def rows(self, args):
        raise NotImplementedError

    def take_action(self, args):
        rows = self.rows(args)
        value = (lambda each: each) if args.formatter in ("json", "yaml") else cell
        return self.members, [[value(row.get(each)) for each in self.members] for row in rows]


class DoCommand(command.Command):
    """A command that prints nothing."""

    @property
    def client(self):
        return self.app.client_manager.taibai


def mark(holds):
    return YES if holds else NO


def encodable(text, stream):
    """The text in letters that the stream can write."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
        return text
    except UnicodeEncodeError:
        plain = text.replace(YES, "+").replace(NO, "x")
        return plain.encode(encoding, "backslashreplace").decode(encoding)


def printable(value):
    """The text with escapes for control characters, which events may have and terminals obey."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(
        each if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else escape(each)
        for each in text
    )


def escape(character):
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def cell(value):
    """What stands in the cell of a table."""
    return "" if value is None else printable(value)


def table(columns, rows):
    """The lines of a table that is no wider than the terminal, or than 80 columns without one."""
    texts = [[cell(value) for value in row] for row in rows]
    shown = prettytable.PrettyTable(list(columns))
    shown.align = "l"
    widths = [max(len(line) for line in column) for column in zip(columns, *texts, strict=True)]
    for name, width in zip(columns, narrowed(widths), strict=True):
        shown.max_width[name] = width
    for row in texts:
        shown.add_row(row)
    return shown.get_string().split("\n")


def narrowed(widths):
    """Widths that fit: the last column, which has words, gives way before ids are cut."""
    room = shutil.get_terminal_size((80, 24)).columns - 3 * len(widths) - 1
    *first, last = widths
    last = max(min(last, room - sum(first)), min(last, NARROWEST))
    while sum(first) + last > room and max(first) > NARROWEST:
        first[first.index(max(first))] -= 1
    return [*first, last]


def read_text(path):
    """What is in a file; `-` is the standard input."""
    try:
        if path == "-":
            return sys.stdin.read()
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise exceptions.CommandError(f"{path} cannot be read: {error}") from error


def read_object(path):
    """The JSON object in a file; `-` is the standard input."""
    try:
        value = json.loads(read_text(path))
    except ValueError as error:
        raise exceptions.CommandError(f"{path} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise exceptions.CommandError(f"{path} is not a JSON object.")
    return value

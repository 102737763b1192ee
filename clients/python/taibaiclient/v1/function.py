"""Secrets of functions, and the credential that a function's token is made from."""

import getpass
import sys

from osc_lib import exceptions

from taibaiclient.client import FUNCTIONS
from taibaiclient.show import AnswerCommand, DoCommand, ListCommand, read_text, table


def add_function(parser):
    parser.add_argument("function", metavar="<function>", help="Name or ID of the function")


def add_hidden(parser, name, what):
    """Options for a text that should not be seen: other users of a machine see command lines."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        f"--{name}",
        metavar=f"<{name}>",
        dest="hidden",
        help=f"{what}; without this option and --file it is asked for",
    )
    group.add_argument(
        "--file",
        metavar="<file>",
        dest="hidden_file",
        help="A file with it, without the newline at its end; - reads the standard input",
    )


def hidden(args, prompt):
    if args.hidden is not None:
        return args.hidden
    if args.hidden_file is not None:
        return read_text(args.hidden_file).removesuffix("\n")
    if not sys.stdin.isatty():
        raise exceptions.CommandError("Give the value, or --file - to read the standard input.")
    return getpass.getpass(prompt)


class SetSecret(DoCommand):
    """Set a secret of a function, which is an environment variable of its process"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        add_function(parser)
        parser.add_argument("name", metavar="<name>", help="Name of the environment variable")
        add_hidden(parser, "value", "The value")
        return parser

    def take_action(self, args):
        value = hidden(args, f"{args.name}: ")
        function = self.client.function_id(args.function)
        path = (FUNCTIONS, "v1", "functions", function, "secrets", args.name)
        self.client.put(*path, body={"value": value}, secret=True)


class ListSecrets(ListCommand):
    """List the names of a function's secrets; nobody is shown a value again"""

    members = ("name",)

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        add_function(parser)
        return parser

    def rows(self, args):
        function = self.client.function_id(args.function)
        return self.client.get(FUNCTIONS, "v1", "functions", function, "secrets")["secrets"]


class UnsetSecret(DoCommand):
    """Remove secrets of a function"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        add_function(parser)
        parser.add_argument("name", metavar="<name>", nargs="+", help="Name of a secret")
        return parser

    def take_action(self, args):
        function = self.client.function_id(args.function)
        for name in args.name:
            self.client.delete(FUNCTIONS, "v1", "functions", function, "secrets", name)


class SetCredential(DoCommand):
    """Register an application credential of yours, which the function's token is made from"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        add_function(parser)
        parser.add_argument(
            "credential", metavar="<credential-id>", help="ID of the application credential"
        )
        add_hidden(parser, "secret", "The secret of the application credential")
        return parser

    def take_action(self, args):
        secret = hidden(args, "Secret of the application credential: ")
        function = self.client.function_id(args.function)
        path = (FUNCTIONS, "v1", "functions", function, "credential")
        self.client.put(*path, body={"id": args.credential, "secret": secret}, secret=True)


class ShowCredential(AnswerCommand):
    """Show the credential of a function, without its secret"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        add_function(parser)
        return parser

    def answer(self, args):
        function = self.client.function_id(args.function)
        return self.client.get(FUNCTIONS, "v1", "functions", function, "credential")["credential"]

    def show(self, answer, args):
        yield from table(("field", "value"), answer.items())


class UnsetCredential(DoCommand):
    """Remove the credential of a function, so that it gets no token any more"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        add_function(parser)
        return parser

    def take_action(self, args):
        function = self.client.function_id(args.function)
        self.client.delete(FUNCTIONS, "v1", "functions", function, "credential")

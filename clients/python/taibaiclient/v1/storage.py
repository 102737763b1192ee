"""What a project stores of its events."""

from osc_lib import exceptions

from taibaiclient.client import EVENT
from taibaiclient.show import AnswerCommand, table


class StorageCommand(AnswerCommand):
    def show(self, answer, args):
        keep = answer["keep"]
        stored = keep if isinstance(keep, str) else ", ".join(keep)
        rows = [("keep", stored), ("days", f"{answer['days']} (at most {answer['max_days']})")]
        rows.append(("per hour", answer["per_hour"]))
        rows += [(f"{name} in the last day", count) for name, count in answer["last_day"].items()]
        if answer["emptied_at"]:
            rows.append(("emptied at", answer["emptied_at"]))
        yield from table(("field", "value"), rows)


class ShowStorage(StorageCommand):
    """Show which events the project stores, for how long, and what became of the last day's"""

    def answer(self, args):
        return self.client.get(EVENT, "v2", "storage")


class SetStorage(StorageCommand):
    """Set which events the project stores from now on, and for how many days"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument(
            "--keep",
            metavar="<pattern>",
            action="append",
            help="all, none, or a pattern of event types such as compute.*; "
            "repeat the option for several patterns",
        )
        parser.add_argument("--days", metavar="<days>", type=int, help="How long events are kept")
        return parser

    def answer(self, args):
        if args.keep is None and args.days is None:
            raise exceptions.CommandError("Give --keep, --days, or both.")
        body = {}
        if args.keep is not None:
            whole = args.keep[0] if args.keep in (["all"], ["none"]) else None
            body["keep"] = whole or args.keep
        if args.days is not None:
            body["days"] = args.days
        return self.client.put(EVENT, "v2", "storage", body=body)

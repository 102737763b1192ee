"""Does again what stored events do: dry unless it is told otherwise."""

import argparse
import re

from osc_lib import exceptions

from taibaiclient.client import EVENT
from taibaiclient.show import AnswerCommand, DoCommand, ListCommand, mark, printable, table

OPERATORS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
TYPES = ("string", "integer", "float", "datetime")


class ReplayCommand(AnswerCommand):
    def show(self, answer, args):
        known = " (it was asked for before)" if answer.get("already") else ""
        yield printable(
            f"Replay {answer.get('id')}: {answer.get('mode')}, {answer.get('state')}{known}"
        )
        count = answer.get("count")
        if count is not None:
            yield f"{count} event{'' if count == 1 else 's'}{outcome(answer)}"
        events = answer.get("events") or []
        if events:
            yield from table(("", "event", "what"), [event_row(each) for each in events])
        if answer.get("mode") == "dry" and count:
            yield f"Nothing was done. To do it, add --real --confirm {count}."


def outcome(answer):
    """What comes of all events together."""
    if "would_fire" in answer:
        return f", {answer['would_fire']} firings"
    if "would_run" in answer:
        return f", {answer['would_run']} executions"
    return f", {answer['sent']} sent" if answer.get("state") != "done" else ""


class CreateReplay(ReplayCommand):
    """Replay stored events; without --real, only say what would happen"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument(
            "event", metavar="<message-id>", nargs="?", help="Message ID of one event"
        )
        parser.add_argument(
            "--acceptance", metavar="<acceptance-id>", help="One acceptance of an event"
        )
        parser.add_argument(
            "--from", dest="begin", metavar="<time>", help="Events accepted from here on"
        )
        parser.add_argument("--to", dest="end", metavar="<time>", help="Events accepted until here")
        parser.add_argument(
            "--query",
            metavar="<condition>",
            type=condition,
            action="append",
            help="Of these, only events with e.g. event_type=image.delete or "
            "memory_mb>=integer::512 (may be repeated)",
        )
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--alarm", metavar="<alarm>", help="To this alarm alone (name or ID)")
        target.add_argument(
            "--function", metavar="<function>", help="To this function (name or ID)"
        )
        target.add_argument(
            "--project",
            action="store_true",
            help="To all alarms of the project, as if the events came again",
        )
        parser.add_argument(
            "--notice-of",
            metavar="<alarm>",
            help="With --function: as the notice that this alarm would send (name or ID)",
        )
        parser.add_argument("--real", action="store_true", help="Do it")
        parser.add_argument(
            "--confirm",
            metavar="<n>",
            type=int,
            help="With --real: how many events the dry run named",
        )
        parser.add_argument(
            "--as-new",
            action="store_true",
            help="Give the events new message IDs, so that alarms count them again",
        )
        parser.add_argument(
            "--key", metavar="<key>", help="The same key again is the same replay, and does nothing"
        )
        return parser

    def answer(self, args):
        body = {
            "source": source(args),
            "target": self.target(args),
            "mode": "real" if args.real else "dry",
        }
        if args.as_new:
            body["as_new"] = True
        if args.confirm is not None:
            body["confirm"] = args.confirm
        if args.key is not None:
            body["key"] = args.key
        return self.client.post(EVENT, "v2", "replays", body=body)

    def target(self, args):
        if args.notice_of is not None and args.function is None:
            raise exceptions.CommandError("--notice-of is only for --function.")
        if args.alarm is not None:
            return {"alarm": self.client.alarm_id(args.alarm)}
        if args.project:
            return {"project": True}
        target = {"function": self.client.function_id(args.function)}
        if args.notice_of is not None:
            target["notice_of"] = self.client.alarm_id(args.notice_of)
        return target


class ShowReplay(ReplayCommand):
    """Show a replay"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("replay", metavar="<replay>", help="ID of the replay")
        return parser

    def answer(self, args):
        return self.client.get(EVENT, "v2", "replays", args.replay)


class ListReplays(ListCommand):
    """List the replays of the project"""

    members = ("id", "mode", "state", "count", "created_at")

    def rows(self, args):
        return self.client.get(EVENT, "v2", "replays")


class DeleteReplay(DoCommand):
    """Stop replays: what was not sent yet is not sent"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("replay", metavar="<replay>", nargs="+", help="ID of a replay")
        return parser

    def take_action(self, args):
        for replay in args.replay:
            self.client.delete(EVENT, "v2", "replays", replay)


def source(args):
    """One event by its message id or acceptance, or the events of a time."""
    ranged = args.begin is not None or args.end is not None
    given = [args.event is not None, args.acceptance is not None, ranged]
    if sum(given) != 1:
        raise exceptions.CommandError("Give one of <message-id>, --acceptance, or --from and --to.")
    if args.query and not ranged:
        raise exceptions.CommandError("--query is only for --from and --to.")
    if args.event is not None:
        return {"message_id": args.event}
    if args.acceptance is not None:
        return {"acceptance_id": args.acceptance}
    named = {"from": args.begin, "to": args.end, "q": args.query}
    return {name: value for name, value in named.items() if value is not None}


def condition(text):
    """A condition of Panko's API from `field>=type::value`; the type may be left out."""
    parts = re.fullmatch(
        r"(?P<field>[^<>=!]+)(?P<sign><=|>=|!=|=|<|>)(?P<value>.*)", text, re.DOTALL
    )
    if parts is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=VALUE")
    kind, separator, value = parts["value"].partition("::")
    typed = bool(separator) and kind in TYPES
    asked = {"field": parts["field"], "op": OPERATORS[parts["sign"]]}
    if typed:
        return {**asked, "type": kind, "value": value}
    return {**asked, "value": parts["value"]}


def event_row(event):
    would = event.get("would")
    return (
        "" if would is None else mark(would != "nothing"),
        event.get("message_id"),
        what_follows(event),
    )


def what_follows(event):
    if "alarms" in event:
        fires = [each["name"] for each in event["alarms"] if each["would"] == "fire"]
        return f"fires {', '.join(fires)}" if fires else "Nothing happens."
    if "input" in event:
        return f"runs with {event['input_bytes']} bytes of input"
    explanation = event.get("explanation") or {}
    return explanation.get("words") or event.get("state") or event.get("would")

"""What an alarm would have done with the events that are stored."""

import time

from taibaiclient.client import ALARMING
from taibaiclient.progress import Progress
from taibaiclient.show import (
    AnswerCommand,
    DoCommand,
    ListCommand,
    mark,
    printable,
    read_object,
    table,
)

RUNNING = "running"
POLL_SECONDS = 1
# The exit status if an alarm would have fired too often. 1 is any failure.
FIRED = 2
SHOWN_ROWS = 20


class BacktestCommand(AnswerCommand):
    def show(self, answer, args):
        yield printable(f"Backtest {answer['id']}: {answer['state']}")
        if answer["state"] == RUNNING:
            yield f"  openstack alarm backtest show {answer['id']}"
            return
        yield from result_lines(answer)

    def waited(self, answer):
        """The answer when the backtest has ended; meanwhile its progress is shown."""
        progress = Progress(self.app.stderr)
        while answer["state"] == RUNNING:
            progress.tell(progress_text(answer))
            time.sleep(POLL_SECONDS)
            answer = self.client.get(ALARMING, "v2", "backtests", answer["id"])
        progress.end()
        return answer


class CreateBacktest(BacktestCommand):
    """Ask what an alarm, or the draft of one, would have done with stored events"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        alarm = parser.add_mutually_exclusive_group(required=True)
        alarm.add_argument("alarm", metavar="<alarm>", nargs="?", help="Name or ID of an alarm")
        alarm.add_argument(
            "--file",
            metavar="<draft>",
            help="A JSON file with an alarm as Aodh's API takes it; - reads the standard input",
        )
        parser.add_argument("--last", metavar="<duration>", help="The time until now, such as 24h")
        parser.add_argument(
            "--from", dest="begin", metavar="<time>", help="Begin of the time, in UTC"
        )
        parser.add_argument("--to", dest="end", metavar="<time>", help="End of the time, in UTC")
        parser.add_argument(
            "--rule",
            choices=("now", "then"),
            help="The alarm as it is now (default), or as it was at each time",
        )
        parser.add_argument(
            "--rearm",
            metavar="<when>",
            type=rearm,
            help="When it is armed again: never (default), at-once, or after so many seconds",
        )
        parser.add_argument(
            "--initial-state",
            choices=("ok", "alarm", "insufficient data"),
            help="The state of the alarm at the begin",
        )
        parser.add_argument("--wait", action="store_true", help="Wait for the result")
        parser.add_argument(
            "--fail-if-fired",
            metavar="<n>",
            type=at_least_one,
            help=f"Wait, and end with status {FIRED} if the alarm would have fired n times or more",
        )
        return parser

    def answer(self, args):
        answer = self.client.post(ALARMING, "v2", "backtests", body=self.asked(args))
        if args.wait or args.fail_if_fired:
            answer = self.waited(answer)
            if answer["state"] != "done":
                self.exit_code = 1
            elif args.fail_if_fired and answer["fired"] >= args.fail_if_fired:
                self.exit_code = FIRED
        return answer

    def asked(self, args):
        if args.file is not None:
            alarm = {"alarm": read_object(args.file)}
        else:
            alarm = {"alarm_id": self.client.alarm_id(args.alarm)}
        given = {
            "last": args.last,
            "from": args.begin,
            "to": args.end,
            "rule": args.rule,
            "rearm": args.rearm,
            "initial_state": args.initial_state,
        }
        return {**alarm, **{name: value for name, value in given.items() if value is not None}}


class ShowBacktest(BacktestCommand):
    """Show a backtest"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("backtest", metavar="<backtest>", help="ID of the backtest")
        parser.add_argument("--wait", action="store_true", help="Wait for the result")
        return parser

    def answer(self, args):
        answer = self.client.get(ALARMING, "v2", "backtests", args.backtest)
        return self.waited(answer) if args.wait else answer


class ListBacktests(ListCommand):
    """List the backtests of the project"""

    members = ("id", "name", "state", "examined", "fired")

    def rows(self, args):
        return self.client.get(ALARMING, "v2", "backtests")


class DeleteBacktest(DoCommand):
    """Delete backtests; one that is running is cancelled"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("backtest", metavar="<backtest>", nargs="+", help="ID of a backtest")
        return parser

    def take_action(self, args):
        for backtest in args.backtest:
            self.client.delete(ALARMING, "v2", "backtests", backtest)


def rearm(text):
    return int(text) if text.isdecimal() else text


def at_least_one(text):
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def progress_text(answer):
    return f"{answer['examined']} of {answer['expected']} events examined"


def result_lines(answer):
    yield printable(f"{answer['from']} to {answer['to']}")
    yield (
        f"{answer['examined']} events examined, {answer['matched']} match; "
        f"the alarm would have fired {times(answer['fired'])} "
        f"and notified {times(answer['would_notify'])}."
    )
    timeline = answer["timeline"]
    if timeline:
        yield from table(
            ("at", "event", "state"),
            [
                (each["at"], each["message_id"], f"{each['previous']} -> {each['current']}")
                for each in timeline[:SHOWN_ROWS]
            ],
        )
        if len(timeline) > SHOWN_ROWS or answer["truncated"]:
            yield f"These are the first {min(SHOWN_ROWS, len(timeline))}; -f json has more."
    coverage = answer["coverage"]
    if not coverage["complete"]:
        yield f"{mark(False)} Not every event of this time was seen:"
        if coverage.get("kept_since"):
            yield printable(f"  events are kept since {coverage['kept_since']}")
        for gap in coverage["gaps"]:
            dropped = f", {gap['dropped']} events" if gap.get("dropped") else ""
            yield printable(f"  {gap['hour']}: {gap['why']}{dropped}")
    live = answer.get("live")
    if live:
        yield f"In fact it fired {times(live['fired'])}."
        for difference in live["differences"]:
            event = difference["message_id"] or "-"
            only = f"only {difference['only']}, {difference['reason']}"
            yield printable(f"  {difference['at']} {event}: {only}")


def times(count):
    return "once" if count == 1 else f"{count} times"

"""Why an alarm does, or does not, fire."""

from taibaiclient.client import ALARMING
from taibaiclient.explanation import explanation_lines, hint_lines
from taibaiclient.measures import measure_lines, measure_rows
from taibaiclient.show import NO, YES, AnswerCommand, mark, printable, read_object, table


class ExplainAlarm(AnswerCommand):
    """Explain what an event does to an alarm, and why"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("alarm", metavar="<alarm>", help="Name or ID of the alarm")
        event = parser.add_mutually_exclusive_group(required=True)
        event.add_argument("--event", metavar="<message-id>", help="A stored event")
        event.add_argument(
            "--file",
            metavar="<file>",
            help="A JSON file with an event that need not have happened; - is the standard input",
        )
        parser.add_argument(
            "--then",
            action="store_true",
            help="As things were when the event was accepted, and what is on record since",
        )
        return parser

    def answer(self, args):
        self._alarm = self.client.alarm(args.alarm)
        event = {"message_id": args.event} if args.event else {"event": read_object(args.file)}
        return self.client.post(
            ALARMING,
            "v2",
            "explain",
            body={
                **event,
                "alarm_id": self._alarm["alarm_id"],
                "when": "then" if args.then else "now",
                "all": True,
            },
        )

    def show(self, answer, args):
        for explanation in answer["alarms"]:
            yield from explanation_lines(explanation)
            if not args.then:
                yield from hint_lines(explanation, self._alarm)


class DiagnoseAlarm(AnswerCommand):
    """Show what may keep an alarm from firing, from its settings and the last 24 hours"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("alarm", metavar="<alarm>", help="Name or ID of the alarm")
        return parser

    def answer(self, args):
        return self.client.get(
            ALARMING, "v2", "alarms", self.client.alarm_id(args.alarm), "diagnosis"
        )

    def show(self, answer, args):
        yield from table(("", "what", "is"), diagnosis_rows(answer))
        yield from measure_lines(answer.get("measures"))
        for miss in (answer["events"] or {}).get("near_misses", []):
            example = miss["example"]
            yield printable(
                f"{counted(miss['count'], 'event')} missed it narrowly ({miss['code']}), "
                f"for example {example['message_id']}: {example['words']}"
            )


def diagnosis_rows(answer):
    """Each is a check with its result; rows without a mark only inform."""
    yield mark(answer["enabled"]), "enabled", "yes" if answer["enabled"] else "no"
    armed = answer["state"] != "alarm" or answer["repeat_actions"]
    yield mark(armed), "state", f"{answer['state']} since {answer['state_since']}"
    measures = answer.get("measures")
    if measures is None:
        settlement = answer["rule"]["settlement"]
        settled = answer["rule"]["settled_at"]
        yield (
            "" if settlement == "unknown" else mark(settlement == "settled"),
            "rule",
            f"effective since {settled}" if settled else settlement,
        )
    else:
        yield from measure_rows(measures)
    firing = answer["last_firing"]
    yield "", "last firing", firing["at"] if firing else "never"
    for code, count in answer["hits_without_effect"].items():
        yield "", "hits without effect", f"{count} {code}"
    for state, count in answer["deliveries"].items():
        good = {"delivered": YES, "pending": ""}.get(state, NO)
        yield good, "deliveries", f"{count} {state}"
    events = answer["events"]
    if measures is not None:
        return
    if events is None:
        yield "", "events", "are not stored"
    else:
        limited = "" if events["complete"] else ", the newest ones only"
        yield (
            mark(events["matched"] > 0),
            "events",
            f"{events['matched']} of {events['examined']} match{limited}",
        )


def counted(count, noun):
    return f"{count} {noun}{'' if count == 1 else 's'}"

"""What an event does to the alarms of its project, and what followed from it."""

from taibaiclient.client import ALARMING
from taibaiclient.show import AnswerCommand, mark, printable, table


class ExplainEvent(AnswerCommand):
    """Explain what a stored event does to each alarm of the project, and why"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("event", metavar="<message-id>", help="Message ID of the event")
        parser.add_argument(
            "--all", action="store_true", help="Show the alarms that it misses, too"
        )
        parser.add_argument(
            "--then",
            action="store_true",
            help="As things were when the event was accepted, and what is on record since",
        )
        return parser

    def answer(self, args):
        """An answer has a limited number of alarms, so the pages are put together."""
        query = {"when": "then" if args.then else None, "all": "true" if args.all else None}
        path = (ALARMING, "v2", "events", args.event, "explain")
        whole = page = self.client.get(*path, **query)
        while page["next"]:
            page = self.client.get(*path, **query, marker=page["next"])
            whole["alarms"] += page["alarms"]
            whole["misses"] += page["misses"]
        return {**whole, "next": None}

    def show(self, answer, args):
        event = answer["event"]
        yield printable(f"{event['event_type']}, accepted at {event['accepted_at']}")
        if answer["alarms"]:
            yield from table(
                ("", "alarm", "verdict"),
                [
                    (mark(each["would"] != "nothing"), each["name"], each["verdict"])
                    for each in answer["alarms"]
                ],
            )
        for each in answer["alarms"]:
            yield printable(f"{each['name']}: {each['words']}")
        hidden = answer["misses"] if not args.all else 0
        if hidden:
            yield f"{hidden} other alarm{'s are' if hidden > 1 else ' is'} missed; --all shows why."


class ShowChain(AnswerCommand):
    """Show what followed from an event: alarms, deliveries and executions"""

    def get_parser(self, prog_name):
        parser = super().get_parser(prog_name)
        parser.add_argument("event", metavar="<message-id>", help="Message ID of the event")
        return parser

    def answer(self, args):
        # Also below the alarming service, because a deployment that stores no events has no other.
        return self.client.get(ALARMING, "v2", "events", args.event, "chain")

    def show(self, answer, args):
        accepted = ", ".join(each["accepted_at"] for each in answer["acceptances"])
        if answer["stored"]:
            yield printable(f"{answer['event_type']}, accepted at {accepted}")
        if not answer["alarms"]:
            yield "No alarm was hit."
            return
        rows = [row for alarm in answer["alarms"] for row in chain_rows(alarm)]
        yield from table(("", "what", "result"), rows)
        if answer["truncated"]:
            yield "There is more than is shown."


def chain_rows(alarm):
    fired = alarm["outcome"] == "fired"
    result = f"{alarm['previous']} -> {alarm['current']}" if fired else alarm["reason"]
    yield mark(fired), alarm["name"] or alarm["alarm_id"], f"{alarm['outcome']}: {result}"
    for action in alarm["actions"]:
        yield action_row(action)


def action_row(action):
    if "execution_id" in action:
        status = action["status"] or "not found"
        result = f"{status}: {action['result']}" if action["result"] else status
        return mark(status == "success"), f"  execution {action['execution_id']}", result
    attempts = len(action["attempts"])
    tried = f"{action['state']} after {attempts} attempt{'' if attempts == 1 else 's'}"
    result = f"{tried if action['state'] else 'not found'}: {action['url']}"
    return mark(action["state"] == "delivered"), f"  delivery {action['delivery_id']}", result

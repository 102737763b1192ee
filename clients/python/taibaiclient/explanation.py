"""An explanation in text: a table of parts, then the words."""

import shlex

from taibaiclient.measures import measure_lines, measure_rows
from taibaiclient.show import mark, printable, table

SIGNS = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def explanation_lines(explanation):
    """The parts of one alarm's explanation with what each expected and found, and what follows."""
    parts = explanation["parts"]
    if parts:
        yield from table(
            ("", "part", "expected", "found"),
            [
                (mark(part["holds"]), name_of(part), expected(part), value(part["found"]))
                for part in parts
            ],
        )
    yield printable(explanation["words"])
    measures = explanation.get("measures")
    if measures:
        yield from table(("", "what", "is"), measure_rows(measures))
        yield from measure_lines(measures)
    yield from then_lines(explanation)


def name_of(part):
    return part["field"] if "field" in part else part["part"]


def expected(part):
    if "op" not in part:
        return value(part["expected"])
    return f"{SIGNS.get(part['op'], part['op'])} {value(part['expected'])}"


def value(shown):
    """A value with its type, since 512 and "512" are different values."""
    if isinstance(shown, dict):
        return f"{shown['type'] or 'untyped'} {printable(shown['value'])}"
    return "nothing" if shown is None else printable(shown)


def then_lines(explanation):
    """What is on record, if things were explained as they were then."""
    for firing in explanation.get("actual") or []:
        yield printable(
            f"On record: {firing['previous']} -> {firing['current']} at {firing['at']}."
        )
    difference = explanation.get("difference")
    if difference:
        yield printable(f"That differs from the explanation: {difference['words']}")


def hint_lines(explanation, alarm):
    """
    The command that mends what only a hint is missing for. A query is set as a whole, so the other
    conditions of the alarm are in it too.
    """
    hints = {part["part"]: part["hint"] for part in explanation["parts"] if part.get("hint")}
    if not hints or alarm is None:
        return
    options = []
    if "event_type" in hints:
        options.append(f"--event-type {shlex.quote(hints['event_type'])}")
    conditions = alarm["event_rule"]["query"]
    if any(part in hints for part in range(len(conditions))):
        written = [hints.get(index) or in_query(each) for index, each in enumerate(conditions)]
        if None in written:
            return
        # Without the type, aodhclient does not read the conditions.
        options.append(f"--type event --query {shlex.quote(';'.join(written))}")
    yield "This would mend it:"
    yield printable(
        f"  openstack alarm update {shlex.quote(alarm['alarm_id'])} {' '.join(options)}"
    )


def in_query(condition):
    """A condition in the words of `--query`; None if they cannot say it."""
    field, text = condition["field"], str(condition["value"])
    if ";" in text or any(sign in field for sign in ";<>=!") or condition["op"] not in SIGNS:
        return None
    kind = condition.get("type") or ""
    return f"{field}{SIGNS[condition['op']]}{kind + '::' if kind or '::' in text else ''}{text}"

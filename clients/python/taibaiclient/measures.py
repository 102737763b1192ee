"""What an alarm on measures finds, in text."""

from taibaiclient.show import NO, YES, mark, printable

MARKS_OF_MEASURES = {"settled": YES, "moving": YES, "asked-elsewhere": ""}


def measure_rows(measures):
    """What an alarm on measures finds."""
    yield MARKS_OF_MEASURES.get(measures["code"], NO), "measures", printable(measures["words"])
    yield "", "looked at", measures["looked_at"] or "never"
    yield "", "next look", measures["next_look_at"] or "when a measure comes"
    for rule in measures["rules"]:
        compared = rule["code"] in ("outside", "inside", "mixed")
        good = "" if rule["code"] == "asked-elsewhere" else mark(compared)
        yield good, rule["name"], printable(rule["words"])


def measure_lines(measures):
    """The windows whose values were compared."""
    for rule in (measures or {}).get("rules", []):
        for window in rule["windows"]:
            outside = "outside" if window["outside"] else "inside"
            yield printable(f"{rule['name']} {window['at']}: {window['value']} ({outside})")

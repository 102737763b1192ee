"""Answers line by line how Python reads events, matches globs and compares values.

Reads one JSON object a line: {"event": text} | {"glob": pattern, "text": text} |
{"event": text, "field": ..., "op": ..., "type": ..., "value": ...}; writes one JSON value a line.
Without the package iso8601, the answer to whatever needs a datetime is "no iso8601".
"""

import datetime
import fnmatch
import json
import operator
import sys

try:
    import iso8601
except ImportError:
    iso8601 = None


class NoIso8601(Exception):
    pass


def instant(value):
    if iso8601 is None:
        raise NoIso8601()
    parsed = iso8601.parse_date(value)
    return parsed.replace(tzinfo=None) - parsed.utcoffset()


def convert(value, kind):
    if kind in (2, 'integer'):
        return int(value)
    if kind in (3, 'float'):
        return float(value)
    if kind in (4, 'datetime'):
        return instant(value)
    return str(value)


def read(text):
    event = json.loads(text)
    traits, project = {}, ''
    for trait in event.get('traits', []):
        value = convert(trait[2], trait[1])
        traits[trait[0]] = value
        if trait[0] in ('tenant_id', 'project_id'):
            project = value
    return traits, project


def shown(value):
    if isinstance(value, datetime.datetime):
        since = value - datetime.datetime(1970, 1, 1)
        return ['datetime', str(since // datetime.timedelta(microseconds=1))]
    if isinstance(value, float):
        return ['float', repr(value)]
    if isinstance(value, int):
        return ['integer', str(value)]
    return ['text', value]


def answer(question):
    if 'glob' in question:
        return fnmatch.fnmatch(question['text'], question['glob'])
    try:
        traits, project = read(question['event'])
    except NoIso8601:
        return 'no iso8601'
    except Exception:
        return 'refused'
    if 'field' not in question:
        named = {name: shown(value) for name, value in traits.items()}
        return {'traits': named, 'project': shown(project)}
    try:
        expected = convert(question['value'], question['type'] or 'string')
        compare = getattr(operator, question['op'])
        return bool(compare(traits.get(question['field'][len('traits.'):]), expected))
    except NoIso8601:
        return 'no iso8601'
    except Exception:
        return False


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))

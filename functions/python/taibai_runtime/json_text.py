"""Turns what user code returns into strictly valid JSON text."""

import json
import math


def json_text(value):
    """Parts that JSON cannot represent (a datetime, a set, NaN) become their `str`."""
    try:
        text = json.dumps(value, default=str, allow_nan=False, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        text = json.dumps(_plain(value), default=str, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair
        text = json.dumps(json.loads(text))
    return text


def _plain(value):
    try:
        return _plain_part(value)
    except RecursionError:  # contains itself, or is very deep
        return str(value)


def _plain_part(value):
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, dict):
        return {_key(key): _plain_part(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain_part(part) for part in value]
    return value


def _key(key):
    return key if key is None or isinstance(key, (str, int)) else str(key)

"""Texts with a grammar of their own: what `format` stands for in the API document (docs/api.md)."""

import io
import zipfile

import schemathesis
from hypothesis import strategies as st

texts = {
    "alarm-action": ["https://hooks.example.com/deleted", "log://"],
    "cron": ["0 3 * * *", "*/5 * * * *"],
    "future-time": ["2096-01-01 00:00:00"],
    "gnocchi-filter": ['original_resource_id like "vm-%"', "project_id!=null"],
    "gnocchi-operations": ["(+ 1 2)"],
    "json-text": ["{}"],
    "promql": ["up", 'rate(http_requests_total{job="api"}[5m])'],
    "python-float": ["1.5", "-1e3"],
    "timespan": ["60", "5 minutes", "1h"],
    "timestamp": ["2026-11-27T09:30:00Z", "-1 day", "1764235800"],
    "timezone": ["Europe/Paris", "UTC"],
}
for name, values in texts.items():
    schemathesis.openapi.format(name, st.sampled_from(values))


def package() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("main.py", "def main():\n    return 1\n")
    return file.getvalue()


schemathesis.openapi.format("binary", st.just(package()))


@schemathesis.hook
def before_call(context, case, kwargs):
    """A cursor is taken from an answer, and `before` and `after` exclude each other: no schema says so."""
    if not case.path.startswith("/taibai/") or not case.meta.generation.mode.is_positive:
        return
    given = [name for name in ("before", "after") if name in case.query]
    for name in given[1:]:
        del case.query[name]
    for name in given[:1]:
        parameters = case.operation.definition.raw["parameters"]
        case.query[name] = next(each["example"] for each in parameters if each["name"] == name)

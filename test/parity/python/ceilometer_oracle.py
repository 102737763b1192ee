"""Answers each line of input with a JSON line: what Ceilometer makes of it.

{"notification": ..., "definitions": YAML or null} gives the event of its converter, or {"error": ...}.
{"message": ..., "secret": ...} gives the signature.
"""

import json
import os
import sys

import ply.yacc
import yaml
from oslo_config import cfg
from stevedore import extension

import ceilometer
from ceilometer.event import converter
from ceilometer.publisher import utils

# Some imported modules print to standard output, which is for answers only.
answers, sys.stdout = sys.stdout, sys.stderr

# jsonpath_rw builds its grammar's tables again for each of the 150 paths, which would take most of the start.
build_parser, parsers = ply.yacc.yacc, {}


def parser_for(*, module, start, **options):
    key = (module, start)
    if key not in parsers:
        parsers[key] = build_parser(module=module, start=start, **options)
    return parsers[key]


ply.yacc.yacc = parser_for

conf = cfg.ConfigOpts()
conf.register_opts(converter.OPTS, group="event")
conf([], project="ceilometer", default_config_files=[])
plugins = extension.ExtensionManager(namespace="ceilometer.event.trait_plugin")
shipped = os.path.join(
    os.path.dirname(ceilometer.__file__), "pipeline", "data", "event_definitions.yaml"
)
converters = {}


def converter_for(definitions):
    if definitions not in converters:
        with open(shipped) as file:
            text = file.read()
        config = yaml.safe_load(text) + (yaml.safe_load(definitions) if definitions else [])
        converters[definitions] = converter.NotificationEventsConverter(conf, config, plugins)
    return converters[definitions]


def answer(question):
    try:
        if "secret" in question:
            return utils.compute_signature(question["message"], question["secret"])
        event = converter_for(question["definitions"]).to_event("info", question["notification"])
        return event.serialize()
    except Exception as error:
        return {"error": type(error).__name__}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), file=answers)

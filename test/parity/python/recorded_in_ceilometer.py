"""Prints the notifications in Ceilometer's own unit tests, one JSON line each.

The tests' source is parsed, not imported, because their dependencies are not installed. Printed are the
module-level names whose value is a notification that is made of constants of the module only.
"""

import ast
import json
import os

import ceilometer

tests = os.path.join(os.path.dirname(ceilometer.__file__), "tests", "unit")
parts = {"event_type", "payload", "publisher_id", "metadata"}


def constants_of(path):
    with open(path) as file:
        tree = ast.parse(file.read())
    names = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                code = compile(ast.Expression(node.value), path, "eval")
                names[node.targets[0].id] = eval(code, {"__builtins__": {}}, names)
            except Exception:
                continue
    return names


for folder, folders, files in sorted(os.walk(tests)):
    for name in sorted(files):
        if not name.endswith(".py"):
            continue
        path = os.path.join(folder, name)
        for constant, value in constants_of(path).items():
            if isinstance(value, dict) and parts <= value.keys():
                place = f"{os.path.relpath(path, tests)} {constant}"
                print(json.dumps({"place": place, "body": {"ctxt": {}, **value}}))

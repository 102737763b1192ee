"""Runs the emulator for as long as its owner lives.

The owner holds the other end of standard input. When that closes, because the owner is done or
because it crashed, the emulator goes with every process it started: warm Lambdas are killed here,
also those that user code has put into a session of its own.

The one argument, the folder of the run, marks the process; nothing reads it.
"""

import json
import os
import re
import signal
import subprocess
import sys
import threading


def descendants(ancestor: int) -> list[int]:
    listing = subprocess.run(
        ["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=False
    ).stdout
    children: dict[int, list[int]] = {}
    for line in listing.splitlines():
        pid, parent = map(int, line.split())
        children.setdefault(parent, []).append(pid)
    found: list[int] = []
    queue = [ancestor]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def end_with_owner(owner: int) -> None:
    while os.read(owner, 4096):
        pass
    for pid in descendants(os.getpid()):
        kill(pid)
    os.killpg(os.getpgid(0), signal.SIGKILL)


STATEMENT = re.compile(r'(INSERT|UPDATE)(?: INTO)? "([^"]+)"')
ON_RULES = {"events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:DeleteRule",
            "events:ListTargetsByRule"}


def check_rights_as_aws_does(app) -> None:
    """Corrects what the emulator takes otherwise than AWS when it checks rights (`AUTH`).

    Loopback counts as TLS, without which the policies of queues and buckets refuse everything. In a
    policy, `Ref` of a secret is its name here and its ARN on AWS. Requests about versions of a layer
    are taken for `ListLayers`, and a new function and the targets of a rule are not named. Statements
    of PartiQL are rights of their verbs, each on its table.
    """
    from ministack.core import iam_actions, iam_evaluator

    parts_of = iam_actions.dynamodb_transaction_checks

    def parts(action, body, region, account):
        if action != "dynamodb:BatchExecuteStatement":
            return parts_of(action, body, region, account)
        texts = [each["Statement"] for each in json.loads(body)["Statements"]]
        found = [STATEMENT.match(text).groups() for text in texts]
        return [
            (f"dynamodb:PartiQL{verb.capitalize()}", f"arn:aws:dynamodb:{region}:{account}:table/{table}")
            for verb, table in found
        ]

    iam_actions.dynamodb_transaction_checks = parts
    pin, enforce = app.pin_request_origin, iam_evaluator.enforce

    def corrected(key, action, service, region, resource_arn="*", service_context=None):
        if service == "secretsmanager" and ":secret:" in resource_arn:
            resource_arn = resource_arn.split(":secret:")[1].rpartition("-")[0]
        if action == "lambda:ListLayers" and ":layer:" in resource_arn:
            action = "lambda:ListLayerVersions"
        if action == "lambda:CreateFunction" and resource_arn == "*":
            resource_arn = f"arn:aws:lambda:{region}:000000000000:function:taibai-fn-new"
        if action in ON_RULES and ":event-bus/" in resource_arn:
            bus = resource_arn.split(":event-bus/")[1]
            resource_arn = f"arn:aws:events:{region}:000000000000:rule/{bus}/{bus}-rule"
        denied = enforce(key, action, service, region, resource_arn, service_context)
        if denied is not None:
            print(f"denied: {action} on {resource_arn}: {denied}", flush=True)
        return denied

    app.pin_request_origin = lambda address, _secure: pin(address, True)
    iam_evaluator.enforce = corrected


def main() -> None:
    owner = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=end_with_owner, args=(owner,), daemon=True).start()
    sys.argv[1:] = []
    from ministack import app

    check_rights_as_aws_does(app)
    app.main()


if __name__ == "__main__":
    main()

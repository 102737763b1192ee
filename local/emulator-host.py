"""Runs the emulator as long as the process that started it.

That process holds the other end of standard input. When it closes standard input or crashes, the
emulator and all of its descendants are killed, including processes that user code has moved to another
session.

The argument, the folder of the run, also marks the process in the process table.
"""

import contextlib
import functools
import json
import os
import re
import resource
import shutil
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


SAVING_SECONDS = 30


def end_with_owner(owner: int, finished: threading.Event) -> None:
    """Ends everything when the owner has; an emulator that keeps its state saves it first."""
    while os.read(owner, 4096):
        pass
    if os.environ.get("PERSIST_STATE") == "1":
        os.kill(os.getpid(), signal.SIGTERM)
        finished.wait(SAVING_SECONDS)
    for pid in descendants(os.getpid()):
        kill(pid)
    os.killpg(os.getpgid(0), signal.SIGKILL)


def do_not_preload_botocore() -> None:
    """Keeps the emulator from importing botocore in a function's process.

    botocore would import the package's modules that are named like those of Python's library.
    """
    from ministack.core import lambda_runtime

    call = "    _ms_install_invoke_depth()\n"
    if call not in lambda_runtime._PYTHON_WORKER_SCRIPT:
        raise RuntimeError("the emulator starts functions in another way now")
    lambda_runtime._PYTHON_WORKER_SCRIPT = lambda_runtime._PYTHON_WORKER_SCRIPT.replace(call, "")


STATEMENT = re.compile(r'(INSERT|UPDATE)(?: INTO)? "([^"]+)"')
RULE_ACTIONS = {"events:PutRule", "events:PutTargets", "events:RemoveTargets", "events:DeleteRule",
                "events:ListTargetsByRule"}


def check_permissions_like_aws(app) -> None:
    """Corrects how the emulator differs from AWS when it checks permissions (`AUTH`).

    - Loopback counts as TLS; otherwise the policies of queues and buckets would refuse everything.
    - `Ref` of a secret is its name on the emulator and its ARN on AWS. (Passwords are granted by name.)
    - The emulator takes requests about layer versions for `ListLayers`.
    - It has no resource for a new function or for the targets of a rule.
    - Batch requests to SQS need the permission of the single request.
    - A PartiQL statement needs the permission of its verb on its table.
    """
    from ministack.core import iam_actions, iam_evaluator

    transaction_permissions = iam_actions.dynamodb_transaction_checks

    def permissions_of(action, body, region, account):
        if action != "dynamodb:BatchExecuteStatement":
            return transaction_permissions(action, body, region, account)
        texts = [each["Statement"] for each in json.loads(body)["Statements"]]
        parsed = [STATEMENT.match(text).groups() for text in texts]
        return [
            (f"dynamodb:PartiQL{verb.capitalize()}", f"arn:aws:dynamodb:{region}:{account}:table/{table}")
            for verb, table in parsed
        ]

    iam_actions.dynamodb_transaction_checks = permissions_of
    pin, enforce = app.pin_request_origin, iam_evaluator.enforce

    def corrected(key, action, service, region, resource_arn="*", service_context=None):
        by_name = "/password/" in resource_arn
        if service == "secretsmanager" and ":secret:" in resource_arn and not by_name:
            resource_arn = resource_arn.split(":secret:")[1].rpartition("-")[0]
        if service == "sqs":
            action = action.removesuffix("Batch")
        if action == "lambda:ListLayers" and ":layer:" in resource_arn:
            action = "lambda:ListLayerVersions"
        if action == "lambda:CreateFunction" and resource_arn == "*":
            resource_arn = f"arn:aws:lambda:{region}:000000000000:function:taibai-fn-new"
        if action in RULE_ACTIONS and ":event-bus/" in resource_arn:
            bus = resource_arn.split(":event-bus/")[1]
            resource_arn = f"arn:aws:events:{region}:000000000000:rule/{bus}/{bus}-rule"
        denied = enforce(key, action, service, region, resource_arn, service_context)
        if denied is not None:
            print(f"denied: {action} on {resource_arn}: {denied}", flush=True)
        return denied

    app.pin_request_origin = lambda address, _secure: pin(address, True)
    iam_evaluator.enforce = corrected


def run_functions_as_lambda_does(temporary: str) -> None:
    """Starts users' functions by `local/lambda-python.sh` in the Python that their runtime names.

    The emulator would run all of them on its own Python, with its own packages.
    """
    from ministack.core import lambda_runtime

    program_of, remove = lambda_runtime._detect_runtime_binary, shutil.rmtree

    def own_program_of(runtime):
        program, script = program_of(runtime)
        own = os.path.join(temporary, "pythons", runtime, "lambda")
        return (own if os.path.exists(own) else program), script

    def remove_read_only(path, *parameters, **named):
        for folder, _, _ in os.walk(path):
            with contextlib.suppress(OSError):
                os.chmod(folder, 0o700)
        remove(path, *parameters, **named)

    lambda_runtime._detect_runtime_binary = own_program_of
    shutil.rmtree = remove_read_only


def read_statements_once() -> None:
    """Saves nearly half of what a PartiQL statement costs the emulator.

    It would cut the same few texts into tokens again and again, and read each statement of a batch twice.
    """
    from ministack.services import _dynamodb_keywords, dynamodb

    _dynamodb_keywords._tokenize = functools.lru_cache(maxsize=500)(_dynamodb_keywords._tokenize)
    parse, last = dynamodb._parse_partiql, threading.local()

    def parse_once(statement, parameters):
        asked = (statement, parameters)
        if not all(new is old for new, old in zip(asked, getattr(last, "asked", (None, object())))):
            last.parsed = parse(statement, parameters)
            last.asked = asked
        return last.parsed

    dynamodb._parse_partiql = parse_once


IDLE_SECONDS = 75


def serve(app) -> None:
    """Serves the emulator as its `main` does, but by a server in C: a request costs it a third less.

    The emulator writes `Date` and `Server` itself, and the SDK takes no time from an answer with two dates.
    """
    import uvicorn

    # The server raises the signal again once it has shut down; the processes below are still to be ended then.
    signal.signal(signal.SIGTERM, lambda *_: None)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvicorn.run(
        app,
        host=os.environ["BIND_HOST"],
        port=int(os.environ["GATEWAY_PORT"]),
        loop="uvloop",
        http="httptools",
        ws="none",
        date_header=False,
        server_header=False,
        access_log=False,
        log_level=os.environ["LOG_LEVEL"].lower(),
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=1,
    )


def main() -> None:
    owner = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    finished = threading.Event()
    watch = threading.Thread(target=end_with_owner, args=(owner, finished), daemon=True)
    watch.start()
    temporary = sys.argv[1]
    sys.argv[1:] = []
    from ministack import app

    check_permissions_like_aws(app)
    run_functions_as_lambda_does(temporary)
    do_not_preload_botocore()
    read_statements_once()
    serve(app.app)
    finished.set()
    watch.join()


if __name__ == "__main__":
    main()

"""The handler of every user's Lambda function, `taibai_runtime.handler.main`."""

from os import environ

from .own_modules import hide

TASK_ROOT = environ["LAMBDA_TASK_ROOT"]
# Lambda puts the user's folder first on the path. Our own imports must not find the user's modules.
hide(TASK_ROOT)

import sys  # noqa: E402

from .runner import Runner  # noqa: E402
from .shelter import end_with, keep_memory_private  # noqa: E402

keep_memory_private()
RUNNER = Runner(TASK_ROOT, environ["TAIBAI_ENTRY"], environ)
end_with(RUNNER.stop)
RUNNER.prepare()


def main(invocation, _context):
    answer = RUNNER.run(invocation)
    # For deployments that let functions log: the outcome, but nothing of input or output.
    print(
        f"execution {answer['execution_id']}: {answer['status']} in {answer['duration']:.3f} s",
        file=sys.stderr,
        flush=True,
    )
    return answer

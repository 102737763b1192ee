"""A function that looks for AWS credentials, in its own and its parent's environment, and tries to use them."""

import os

NAMES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
SETTINGS = ("AWS_REGION", "AWS_ENDPOINT_URL")


def credentials():
    found = {}
    for path in ("/proc/self/environ", "/proc/%d/environ" % os.getppid()):
        try:
            with open(path, "rb") as file:
                pairs = (entry.partition(b"=") for entry in file.read().split(b"\0"))
                found.update((k.decode(), v.decode()) for k, _, v in pairs if k.decode() in NAMES + SETTINGS)
        except OSError:
            pass
    return found


def main():
    found = credentials()
    if not all(name in found for name in NAMES):
        return {"credentials": False, "calls": {}}
    try:
        import boto3
    except ImportError:
        return {"credentials": True, "calls": {"boto3": "is missing"}}
    session = boto3.Session(
        aws_access_key_id=found[NAMES[0]],
        aws_secret_access_key=found[NAMES[1]],
        aws_session_token=found[NAMES[2]],
        region_name=found.get("AWS_REGION"),
    )

    def client(service):
        return session.client(service, endpoint_url=found.get("AWS_ENDPOINT_URL"))

    attempts = {
        "sts:GetCallerIdentity": lambda: client("sts").get_caller_identity(),
        "s3:ListBuckets": lambda: client("s3").list_buckets(),
        "dynamodb:ListTables": lambda: client("dynamodb").list_tables(),
        "lambda:ListFunctions": lambda: client("lambda").list_functions(),
    }
    calls = {}
    for name, attempt in attempts.items():
        try:
            attempt()
            calls[name] = "allowed"
        except Exception as error:
            code = getattr(error, "response", {}).get("Error", {}).get("Code")
            calls[name] = code or type(error).__name__
    return {"credentials": True, "calls": calls}

"""Sends Taibai the event that an instance was created, as Nova and Ceilometer would.

Usage: python aodh_notifier_simulator.py PROJECT_ID

The guide's script of this name publishes the event on RabbitMQ. This one posts the same event to
Taibai's HTTP API, as the user of the OS_* variables. PROJECT_ID is the project of the alarm.
"""

import json
import os
import sys

from keystoneauth1 import session
from keystoneauth1.identity import v3


def event(project_id):
    return {
        "event_type": "compute.instance.create",
        "traits": [
            ["project_id", 1, project_id],
            ["service", 1, "nova"],
            ["vm_name", 1, "new_instance"],
            ["vm_id", 1, "ba2b30a0-1b14-4ad4-9a66-f24ece912cad"],
        ],
        "message_signature": "bcfb59e386d5375dbb7ded9910900a98536f168d377f52ae7ffd89159c0019f5",
        "raw": {},
        "generated": "2017-10-03T10:02:38.305378",
        "message_id": "ac6ce4ae-546a-47cc-a0cb-ad1bae44ca61",
    }


def caller():
    keys = (
        "auth_url", "username", "password", "project_name",
        "user_domain_name", "project_domain_name",
    )
    return v3.Password(**{key: os.environ["OS_" + key.upper()] for key in keys})


if __name__ == "__main__":
    base_url = os.environ["OS_AUTH_URL"].removesuffix("/identity/v3")
    answer = session.Session(auth=caller()).post(
        base_url + "/events", json=event(sys.argv[1]), raise_exc=False
    )
    print(answer.status_code, json.dumps(answer.json()))
    sys.exit(answer.status_code != 202)

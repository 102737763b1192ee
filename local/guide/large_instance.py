"""Sends Taibai the event that an instance with 4096 MB has changed, as Nova and Ceilometer would.

Usage: python large_instance.py PROJECT_ID MESSAGE_ID
"""

import json
import os
import sys

from aodh_notifier_simulator import caller
from keystoneauth1 import session


def event(project_id, message_id):
    return {
        "event_type": "compute.instance.update",
        "traits": [
            ["project_id", 1, project_id],
            ["vm_name", 1, "new_instance"],
            ["memory_mb", 2, 4096],
        ],
        "raw": {},
        "generated": "2017-10-03T10:12:38.305378",
        "message_id": message_id,
    }


if __name__ == "__main__":
    base_url = os.environ["OS_AUTH_URL"].removesuffix("/identity/v3")
    answer = session.Session(auth=caller()).post(
        base_url + "/events", json=event(*sys.argv[1:]), raise_exc=False
    )
    print(answer.status_code, json.dumps(answer.json()))
    sys.exit(answer.status_code != 202)

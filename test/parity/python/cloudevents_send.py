"""Sends CloudEvents with the official SDK, one in each content mode.

Usage: python cloudevents_send.py URL ID SECRET PROJECT_ID TYPE; prints the statuses.
"""

import json
import sys

import requests
from cloudevents.core.bindings.http import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

url, user, secret, project_id, event_type = sys.argv[1:]
statuses = []
for write in (to_binary, to_structured):
    event = CloudEvent(
        attributes={"type": event_type, "source": "/python", "id": f"{event_type}-{write.__name__}"
                    , "specversion": "1.0", "datacontenttype": "application/json", "projectid": project_id},
        data={"mode": write.__name__},
    )
    message = write(event, JSONFormat())
    answer = requests.post(url, headers=dict(message.headers), data=message.body, auth=(user, secret))
    statuses.append(answer.status_code)
print(json.dumps(statuses))

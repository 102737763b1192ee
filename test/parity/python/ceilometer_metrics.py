"""What Ceilometer does to the index of Gnocchi, by its own code.

Usage: python ceilometer_metrics.py ENDPOINT STEP; on standard input a list of events for the step
"events", and a list of batches of samples for the step "samples".
"""

import json
import sys
import tempfile

from ceilometer import gnocchi_client, sample, service
from ceilometer.event import models
from ceilometer.publisher import get_publisher

endpoint, step = sys.argv[1:]
with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
    file.write(
        f"""[service_credentials]
auth_type = gnocchi-noauth
user_id = ceilometer
project_id = service
roles = service
endpoint = {endpoint}
"""
    )
    file.flush()
    conf = service.prepare_service([], [file.name])

url = "gnocchi://?enable_filter_project=false"
if step == "upgrade":
    gnocchi_client.upgrade_resource_types(conf)
elif step == "samples":
    publisher = get_publisher(conf, url, "ceilometer.sample.publisher")
    for batch in json.load(sys.stdin):
        publisher.publish_samples([sample.Sample(**each) for each in batch])
else:
    publisher = get_publisher(conf, url, "ceilometer.event.publisher")
    publisher.ensures_archives_policies()
    publisher.publish_events(
        [
            models.Event(
                event["message_id"],
                event["event_type"],
                event["generated"],
                [models.Trait(*trait) for trait in event["traits"]],
                {},
            )
            for event in json.load(sys.stdin)
        ]
    )

"""Publishes events with Ceilometer's http publisher, as its agent does with an event_pipeline.yaml.

Usage: python ceilometer_publish.py PIPELINE_FILE; the events, as a JSON list of lists, on standard input.
"""

import json
import sys

import yaml
from ceilometer import service
from ceilometer.event import models
from ceilometer.publisher import get_publisher

with open(sys.argv[1]) as file:
    (sink,) = yaml.safe_load(file)["sinks"]
(url,) = sink["publishers"]
conf = service.prepare_service([], [])
publisher = get_publisher(conf, url, "ceilometer.event.publisher")
for batch in json.load(sys.stdin):
    publisher.publish_events(
        [
            models.Event(
                event["message_id"],
                event["event_type"],
                event["generated"],
                [models.Trait(*trait) for trait in event["traits"]],
                event["raw"],
            )
            for event in batch
        ]
    )
print("published")

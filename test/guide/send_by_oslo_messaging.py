"""Sends the guide's event as the guide's script does: with oslo.messaging's notifier, to the topic alarm.all.

Usage: python send_by_oslo_messaging.py CONF_FILE PROJECT_ID
"""

import sys

import oslo_messaging
from oslo_config import cfg


def event(project_id):
    return {
        "message_id": "ac6ce4ae-546a-47cc-a0cb-ad1bae44ca61",
        "event_type": "compute.instance.create",
        "generated": "2017-10-03T10:02:38.305378",
        "message_signature": "bcfb59e386d5375dbb7ded9910900a98536f168d377f52ae7ffd89159c0019f5",
        "raw": {},
        "traits": [
            ["project_id", 1, project_id],
            ["service", 1, "nova"],
            ["vm_name", 1, "new_instance"],
            ["vm_id", 1, "ba2b30a0-1b14-4ad4-9a66-f24ece912cad"],
        ],
    }


if __name__ == "__main__":
    conf_file, project_id = sys.argv[1:]
    conf = cfg.ConfigOpts()
    conf([], project="guide", default_config_files=[conf_file])
    notifier = oslo_messaging.Notifier(
        oslo_messaging.get_notification_transport(conf),
        publisher_id="test.lingxian_host",
        driver="messagingv2",
        topics=["alarm.all"],
    )
    notifier.sample({}, event_type="", payload=event(project_id))
    print("sent")

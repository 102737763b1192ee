import json
import unittest

from tests.recorded import Recorded

CHAIN = {
    "message_id": "m1",
    "stored": True,
    "event_type": "compute.instance.create",
    "acceptances": [
        {"accepted_at": "2026-11-27T10:00:00.000", "acceptance_id": "a1", "replay_of": None}
    ],
    "alarms": [
        {
            "outcome": "fired",
            "event_id": "f1",
            "alarm_id": "1",
            "name": "big",
            "at": "2026-11-27T10:00:01.000",
            "acceptance_id": "a1",
            "previous": "ok",
            "current": "alarm",
            "reason": "…",
            "actions": [
                {
                    "position": 0,
                    "url": "http://taibai/v1/webhooks/…",
                    "kind": "execution",
                    "execution_id": "e1",
                    "function_id": "f",
                    "status": "success",
                    "result": '{"output": "Hello"}',
                    "created_at": None,
                    "updated_at": None,
                },
                {
                    "position": 1,
                    "url": "http://pager/",
                    "kind": "delivery",
                    "delivery_id": "d1",
                    "state": "dead",
                    "attempts": [{}, {}],
                },
            ],
        },
        {
            "outcome": "in-alarm",
            "alarm_id": "2",
            "name": None,
            "at": "2026-11-27T10:00:01.000",
            "acceptance_id": "a1",
            "event_id": None,
            "reason": "The alarm was in state alarm.",
            "actions": [],
        },
    ],
    "truncated": False,
}


class Chain(unittest.TestCase):
    def setUp(self):
        # Hits are recorded also where events are not stored, and there is no other service then.
        self.api = Recorded(services=("alarming",))
        self.addCleanup(self.api.close)

    def test_each_alarm_has_its_outcome_and_each_action_its_result(self):
        self.api.answers("GET /alarming/v2/events/m1/chain", CHAIN)
        printed = self.api.run("event chain m1").out
        self.assertIn("compute.instance.create, accepted at 2026-11-27T10:00:00.000\n", printed)
        self.assertRegex(printed, r"✓ +\| big +\| fired: ok -> alarm")
        self.assertRegex(printed, r"✓ +\|   execution e1 +\| success: ")
        self.assertRegex(printed, r"✗ +\|   delivery d1 +\| dead after 2 attempts: http://pager/")
        self.assertRegex(printed, r"✗ +\| 2 +\| in-alarm: The alarm was")
        self.assertEqual(json.loads(self.api.run("event chain m1 -f json").out), CHAIN)

    def test_ids_are_not_cut(self):
        execution = "8d54a1c6-5a5e-4f5a-9c58-0c3f0a2b7a11"
        action = {
            **CHAIN["alarms"][0]["actions"][0],
            "execution_id": execution,
            "result": "x" * 300,
        }
        alarm = {**CHAIN["alarms"][0], "actions": [action]}
        self.api.answers("GET /alarming/v2/events/m1/chain", {**CHAIN, "alarms": [alarm]})
        printed = self.api.run("event chain m1").out
        self.assertIn(f"execution {execution} ", printed)
        self.assertLessEqual(max(map(len, printed.split("\n"))), 80)

    def test_an_event_may_hit_nothing(self):
        self.api.answers("GET /alarming/v2/events/m1/chain", {**CHAIN, "alarms": []})
        self.assertIn("No alarm was hit.\n", self.api.run("event chain m1").out)

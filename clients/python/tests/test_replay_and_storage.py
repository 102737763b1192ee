import json
import unittest

from osc_lib import exceptions

from tests.recorded import Recorded

ALARM_ID = "8d54a1c6-5a5e-4f5a-9c58-0c3f0a2b7a11"
DRY = {
    "id": "r1",
    "mode": "dry",
    "state": "done",
    "count": 2,
    "sent": 0,
    "would_fire": 1,
    "events": [
        {"message_id": "m1", "would": "fire", "explanation": {"words": "It fires."}},
        {"message_id": "m2", "would": "nothing", "explanation": {"words": "Nothing happens."}},
    ],
}
CREATE = "POST /events/v2/replays"


class Replay(unittest.TestCase):
    def setUp(self):
        self.api = Recorded()
        self.addCleanup(self.api.close)
        self.api.answers(CREATE, DRY)
        by_name = "GET /alarming/v2/alarms?q.field=name&q.op=eq&q.value=big"
        self.api.answers(by_name, [{"alarm_id": ALARM_ID}])
        self.api.answers("GET /v1/functions", {"functions": [{"id": "f1", "name": "hello"}]})

    def test_it_is_dry_by_default_and_says_how_to_do_it(self):
        printed = self.api.run("event replay create m1 --alarm big").out
        self.assertRegex(printed, r"✓ +\| m1 +\| It fires")
        self.assertRegex(printed, r"✗ +\| m2 +\| Nothing happens")
        self.assertIn("Nothing was done. To do it, add --real --confirm 2.", printed)
        self.assertEqual(
            self.api.sent(CREATE),
            [{"source": {"message_id": "m1"}, "target": {"alarm": ALARM_ID}, "mode": "dry"}],
        )

    def test_what_a_project_and_a_function_make_of_it_is_told(self):
        alarms = [{"name": "big", "would": "fire"}, {"name": "off", "would": "nothing"}]
        events = [
            {"message_id": "m1", "would": "fire", "alarms": alarms},
            {"message_id": "m2", "would": "nothing", "alarms": []},
        ]
        self.api.answers(CREATE, {**DRY, "events": events})
        printed = self.api.run("event replay create --from x --project").out
        self.assertIn("2 events, 1 firings", printed)
        self.assertRegex(printed, r"✓ +\| m1 +\| fires big +\|")
        self.assertRegex(printed, r"✗ +\| m2 +\| Nothing happens")
        run = {"message_id": "m1", "would": "run", "input": "{}", "input_bytes": 2}
        no_hit = {"message_id": "m2", "would": "nothing", "state": "no-hit"}
        answer = {name: value for name, value in DRY.items() if name != "would_fire"}
        self.api.answers(CREATE, {**answer, "would_run": 1, "events": [run, no_hit]})
        printed = self.api.run("event replay create --from x --function hello").out
        self.assertIn("2 events, 1 executions", printed)
        self.assertRegex(printed, r"✓ +\| m1 +\| runs with 2 bytes of input")
        self.assertRegex(printed, r"✗ +\| m2 +\| no-hit")

    def test_one_that_goes_on_says_how_far_it_is(self):
        event = {"message_id": "m1", "state": "waiting"}
        answer = {"id": "r1", "mode": "real", "state": "running", "count": 2, "sent": 1}
        self.api.answers("GET /events/v2/replays/r1", {**answer, "events": [event]})
        printed = self.api.run("event replay show r1").out
        self.assertIn("2 events, 1 sent", printed)
        self.assertRegex(printed, r"m1 +\| waiting")

    def test_a_time_with_conditions_in_the_words_of_pankos_api(self):
        self.api.run(
            "event replay create --from 2026-11-27T09:00 --to 2026-11-27T10:00 "
            "--query memory_mb>=integer::512 --query url=a::b --function hello --notice-of big "
            "--real --confirm 2 --as-new --key k"
        )
        self.assertEqual(
            self.api.sent(CREATE),
            [
                {
                    "source": {
                        "from": "2026-11-27T09:00",
                        "to": "2026-11-27T10:00",
                        "q": [
                            {"field": "memory_mb", "op": "ge", "type": "integer", "value": "512"},
                            {"field": "url", "op": "eq", "value": "a::b"},
                        ],
                    },
                    "target": {"function": "f1", "notice_of": ALARM_ID},
                    "mode": "real",
                    "as_new": True,
                    "confirm": 2,
                    "key": "k",
                }
            ],
        )

    def test_events_are_named_in_one_way(self):
        for line in (
            "--alarm big",
            "m1 --acceptance a1 --alarm big",
            "m1 --from x --alarm big",
            "m1 --query a=b --alarm big",
            "m1 --alarm big --notice-of big",
        ):
            with self.assertRaises(exceptions.CommandError, msg=line):
                self.api.run(f"event replay create {line}")
        self.assertEqual(self.api.sent(CREATE), [])

    def test_the_same_again_is_said_to_be_known(self):
        self.api.answers(CREATE, {**DRY, "mode": "real", "already": True})
        printed = self.api.run("event replay create m1 --project --real").out
        self.assertIn("Replay r1: real, done (it was asked for before)\n", printed)
        self.assertNotIn("Nothing was done", printed)

    def test_they_are_shown_listed_and_stopped(self):
        self.api.answers("GET /events/v2/replays/r1", DRY)
        self.assertEqual(json.loads(self.api.run("event replay show r1 -f json").out), DRY)
        self.api.answers("GET /events/v2/replays", [DRY])
        self.assertIn("r1", self.api.run("event replay list").out)
        self.api.answers("DELETE /events/v2/replays/r1", (204, ""))
        self.assertEqual(self.api.run("event replay delete r1").code, 0)


class Storage(unittest.TestCase):
    SHOWN = {
        "keep": ["compute.*", "image.delete"],
        "days": 7,
        "max_days": 30,
        "per_hour": 100000,
        "last_day": {"accepted": 12, "stored": 10, "dropped": 2},
        "emptied_at": None,
    }

    def setUp(self):
        self.api = Recorded()
        self.addCleanup(self.api.close)
        self.api.answers("GET /events/v2/storage", self.SHOWN)
        self.api.answers("PUT /events/v2/storage", self.SHOWN)

    def test_it_shows_what_is_kept_and_what_was_dropped(self):
        printed = self.api.run("event storage show").out
        self.assertRegex(printed, r"keep +\| compute\.\*, image\.delete")
        self.assertRegex(printed, r"dropped in the last day +\| 2")

    def test_all_and_none_are_words_and_the_rest_are_patterns(self):
        for line in ("--keep all", "--keep none --days 3", "--keep compute.* --keep image.delete"):
            self.api.run(f"event storage set {line}")
        self.assertEqual(
            self.api.sent("PUT /events/v2/storage"),
            [{"keep": "all"}, {"keep": "none", "days": 3}, {"keep": ["compute.*", "image.delete"]}],
        )

    def test_nothing_to_set_is_refused(self):
        with self.assertRaises(exceptions.CommandError):
            self.api.run("event storage set")

    def test_a_deployment_without_the_service_is_explained(self):
        api = Recorded(services=("alarming",))
        self.addCleanup(api.close)
        with self.assertRaisesRegex(exceptions.CommandError, "does not store events"):
            api.run("event storage show")

import json
import unittest

from osc_lib import exceptions

from tests.recorded import Recorded

ALARM_ID = "8d54a1c6-5a5e-4f5a-9c58-0c3f0a2b7a11"
ALARM = {
    "alarm_id": ALARM_ID,
    "name": "big",
    "event_rule": {
        "event_type": "compute.*",
        "query": [
            {"field": "traits.state", "op": "ne", "type": "", "value": "error"},
            {"field": "traits.memory_mb", "op": "eq", "type": "", "value": "512"},
        ],
    },
}
BY_NAME = "GET /alarming/v2/alarms?q.field=name&q.op=eq&q.value=big"
NEAR_MISS = {
    "alarm_id": ALARM_ID,
    "name": "big",
    "verdict": "near-miss",
    "would": "nothing",
    "parts": [
        {
            "part": "event_type",
            "holds": True,
            "code": "matches",
            "expected": "compute.*",
            "found": "compute.instance.create.end",
            "words": "The event type matches.",
            "hint": None,
        },
        {
            "part": 0,
            "field": "traits.state",
            "op": "ne",
            "type": "",
            "holds": True,
            "code": "missing",
            "expected": {"type": "string", "value": "error"},
            "found": None,
            "words": "There is no trait state.",
            "hint": None,
        },
        {
            "part": 1,
            "field": "traits.memory_mb",
            "op": "eq",
            "type": "",
            "holds": False,
            "code": "other-kind",
            "expected": {"type": "string", "value": "512"},
            "found": {"type": "integer", "value": "512"},
            "words": "traits.memory_mb is the integer 512, and the text 512 never equals a number.",
            "hint": "traits.memory_mb=integer::512",
        },
    ],
    "reasons": [{"code": "condition", "part": 1, "words": "…"}],
    "words": "Nothing happens: traits.memory_mb is the integer 512.",
    "time_constraint": None,
    "actual": [],
}
EVENT = {
    "message_id": "m1",
    "event_type": "compute.instance.create.end",
    "accepted_at": "2026-11-27T10:00:00.000",
    "acceptance_id": "a1",
    "replay_of": None,
}


def explanations(*alarms, misses=0, following=None):
    return {"event": EVENT, "alarms": list(alarms), "misses": misses, "next": following}


MEASURES = {
    "code": "unknown",
    "words": "The state is insufficient data: 3 datapoints are unknown",
    "at": "2026-11-27T10:00:00",
    "looked_at": None,
    "next_look_at": "2026-11-27T10:01:00",
    "found": {"state": "insufficient data", "reason": "3 datapoints are unknown"},
    "rules": [
        {
            "name": "rule1",
            "code": "too-few-windows",
            "words": "1 of 3 windows of 60 seconds have measures since 2026-11-27T09:56:00.",
            "comparison_operator": "gt",
            "threshold": 10.0,
            "granularity": 60,
            "evaluation_periods": 3,
            "first_window": "2026-11-27T09:56:00",
            "last_window": "2026-11-27T10:00:00",
            "windows": [{"at": "2026-11-27T09:59:00", "value": 12.5, "outside": True}],
            "missing": 2,
        }
    ],
}


class ExplainAlarm(unittest.TestCase):
    def setUp(self):
        self.api = Recorded()
        self.addCleanup(self.api.close)
        self.api.answers(BY_NAME, [ALARM])
        self.api.answers("POST /alarming/v2/explain", explanations(NEAR_MISS))

    def test_each_part_has_a_mark_and_the_words_follow(self):
        lines = self.api.run("alarm explain big --event m1").out.split("\n")
        rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
        self.assertEqual(
            rows,
            [
                ["", "part", "expected", "found"],
                ["✓", "event_type", "compute.*", "compute.instance.create.end"],
                ["✓", "traits.state", "!= string error", "nothing"],
                ["✗", "traits.memory_mb", "= string 512", "integer 512"],
            ],
        )
        words = "Nothing happens: traits.memory_mb is the integer 512."
        self.assertLess(
            lines.index(next(each for each in lines if "✗" in each)), lines.index(words)
        )

    def test_an_alarm_on_measures_says_what_it_finds(self):
        not_considered = {
            **NEAR_MISS,
            "verdict": "not-considered",
            "parts": [],
            "words": "Nothing happens: no event reaches it.",
            "measures": MEASURES,
        }
        self.api.answers("POST /alarming/v2/explain", explanations(not_considered))
        printed = self.api.run("alarm explain big --event m1").out
        self.assertIn("Nothing happens: no event reaches it.", printed)
        self.assertRegex(printed, r"✗ +\| rule1 +\| 1 of 3 windows")
        self.assertIn("rule1 2026-11-27T09:59:00: 12.5 (outside)", printed)

    def test_the_command_that_mends_it_keeps_the_other_conditions(self):
        self.assertIn(
            f"  openstack alarm update {ALARM_ID} "
            "--type event --query 'traits.state!=error;traits.memory_mb=integer::512'\n",
            self.api.run("alarm explain big --event m1").out,
        )

    def test_no_command_is_shown_if_the_client_cannot_say_a_condition(self):
        query = [
            {**ALARM["event_rule"]["query"][0], "value": "a;b"},
            ALARM["event_rule"]["query"][1],
        ]
        alarm = {**ALARM, "event_rule": {"event_type": "compute.*", "query": query}}
        self.api.answers(BY_NAME, [alarm])
        self.assertNotIn("openstack", self.api.run("alarm explain big --event m1").out)

    def test_programs_get_the_answer_as_it_is(self):
        printed = self.api.run("alarm explain big --event m1 -f json").out
        self.assertEqual(json.loads(printed), explanations(NEAR_MISS))

    def test_an_alarm_is_found_by_its_id_without_a_list(self):
        self.api.answers(f"GET /alarming/v2/alarms/{ALARM_ID}", ALARM)
        self.api.run(f"alarm explain {ALARM_ID} --event m1 --then")
        self.assertEqual(
            self.api.sent("POST /alarming/v2/explain"),
            [{"message_id": "m1", "alarm_id": ALARM_ID, "when": "then", "all": True}],
        )
        self.assertEqual(self.api.sent(BY_NAME), [])

    def test_a_name_that_looks_like_an_id_is_found_too(self):
        other = "00000000-0000-0000-0000-000000000000"
        self.api.answers(f"GET /alarming/v2/alarms?q.field=name&q.op=eq&q.value={other}", [ALARM])
        self.assertEqual(self.api.run(f"alarm explain {other} --event m1").code, 0)

    def test_an_ambiguous_or_unknown_name_is_refused(self):
        for found, words in (([ALARM, ALARM], "2 alarms"), ([], "no alarm 'big'")):
            self.api.answers(BY_NAME, found)
            with self.assertRaisesRegex(exceptions.CommandError, words):
                self.api.run("alarm explain big --event m1")

    def test_the_words_of_the_api_are_shown_if_it_refuses(self):
        refusal = {"error_message": {"faultstring": "Event nope Not Found", "faultcode": "Client"}}
        for answer, words in (
            ((404, refusal), r"^Event nope Not Found \(HTTP 404\)$"),
            ((400, {"faultstring": "Bad"}), r"^Bad \(HTTP 400\)$"),
            ((502, "<html>"), r"^<html> \(HTTP 502\)$"),
        ):
            self.api.answers("POST /alarming/v2/explain", answer)
            with self.assertRaisesRegex(exceptions.ClientException, words) as raised:
                self.api.run("alarm explain big --event nope")
            self.assertRegex(str(raised.exception), words)

    def test_what_an_event_says_moves_no_cursor(self):
        evil = {**NEAR_MISS, "words": "a\x1b[2Jb\u202ec\nd"}
        self.api.answers("POST /alarming/v2/explain", explanations(evil))
        self.assertIn("a\\x1b[2Jb\\u202ec\\nd\n", self.api.run("alarm explain big --event m1").out)

    def test_a_table_is_no_wider_than_80_columns(self):
        found = {"type": "string", "value": "x" * 500}
        wide = {
            **NEAR_MISS,
            "parts": [*NEAR_MISS["parts"], {**NEAR_MISS["parts"][2], "found": found}],
        }
        self.api.answers("POST /alarming/v2/explain", explanations(wide))
        printed = self.api.run("alarm explain big --event m1").out
        rows = [each for each in printed.split("\n") if each[:1] in ("|", "+")]
        self.assertLessEqual(max(len(row) for row in rows), 80)
        self.assertEqual(printed.count("x"), 500 + "expected".count("x"))

    def test_then_shows_what_is_on_record(self):
        firing = {
            "previous": "ok",
            "current": "alarm",
            "at": "2026-11-27T10:00:01.000",
            "actions": [],
        }
        then = {
            **NEAR_MISS,
            "actual": [firing],
            "difference": {"code": "set-by-hand", "words": "The alarm was changed between."},
        }
        self.api.answers("POST /alarming/v2/explain", explanations(then))
        printed = self.api.run("alarm explain big --event m1 --then").out
        self.assertIn("On record: ok -> alarm at 2026-11-27T10:00:01.000.\n", printed)
        self.assertIn("The alarm was changed between.\n", printed)
        self.assertNotIn("openstack alarm update", printed)


class ExplainEvent(unittest.TestCase):
    def setUp(self):
        self.api = Recorded()
        self.addCleanup(self.api.close)

    def test_all_pages_are_put_together(self):
        path = "GET /alarming/v2/events/m%2F1/explain"
        self.api.answers(path, explanations(NEAR_MISS, misses=2, following=ALARM_ID))
        fires = {
            **NEAR_MISS,
            "name": "small",
            "would": "fire",
            "verdict": "fires",
            "words": "It fires.",
        }
        self.api.answers(f"{path}?marker={ALARM_ID}", explanations(fires, misses=3))
        self.assertEqual(
            json.loads(self.api.run("event explain m/1 -f json").out),
            explanations(NEAR_MISS, fires, misses=5),
        )
        printed = self.api.run("event explain m/1").out
        self.assertRegex(printed, r"✗ +\| big +\| near-miss")
        self.assertRegex(printed, r"✓ +\| small +\| fires")
        self.assertIn("5 other alarms are missed; --all shows why.", printed)


class Diagnose(unittest.TestCase):
    DIAGNOSIS = {
        "alarm_id": ALARM_ID,
        "name": "big",
        "type": "event",
        "enabled": True,
        "state": "alarm",
        "state_since": "2026-11-27T09:00:00.000",
        "state_reason": "…",
        "repeat_actions": False,
        "armed": None,
        "rule": {"place": "own", "settlement": "settled", "settled_at": "2026-11-27T08:00:00.000"},
        "last_firing": None,
        "since": "2026-11-26T10:00:00.000",
        "deliveries": {"delivered": 2, "dead": 1},
        "hits_without_effect": {"in-alarm": 3},
        "events": {
            "examined": 40,
            "complete": True,
            "matched": 0,
            "near_misses": [
                {
                    "code": "other-kind",
                    "count": 2,
                    "example": {
                        "message_id": "m1",
                        "accepted_at": "2026-11-27T10:00:00.000",
                        "words": "Nothing happens.",
                    },
                }
            ],
        },
    }

    def setUp(self):
        self.api = Recorded()
        self.addCleanup(self.api.close)
        self.api.answers(BY_NAME, [ALARM])

    def diagnosed(self, **change):
        path = f"GET /alarming/v2/alarms/{ALARM_ID}/diagnosis"
        self.api.answers(path, {**self.DIAGNOSIS, **change})
        return self.api.run("alarm diagnose big").out

    def test_what_keeps_the_alarm_from_firing_has_a_cross(self):
        printed = self.diagnosed()
        self.assertRegex(printed, r"✓ +\| enabled")
        self.assertRegex(printed, r"✗ +\| state +\| alarm since")
        self.assertRegex(printed, r"✓ +\| deliveries +\| 2 delivered")
        self.assertRegex(printed, r"✗ +\| deliveries +\| 1 dead")
        self.assertRegex(printed, r"✗ +\| events +\| 0 of 40 match")
        self.assertIn("2 events missed it narrowly (other-kind), for example m1", printed)

    def test_an_alarm_that_repeats_fires_in_state_alarm_too(self):
        self.assertRegex(self.diagnosed(repeat_actions=True), r"✓ +\| state")

    def test_an_alarm_on_measures_says_what_it_finds(self):
        printed = self.diagnosed(type="gnocchi_resources_threshold", measures=MEASURES)
        self.assertRegex(printed, r"✗ +\| measures +\| The state is insufficient data: 3 data")
        self.assertRegex(printed, r"\| looked at +\| never")
        self.assertRegex(printed, r"\| next look +\| 2026-11-27T10:01:00")
        self.assertRegex(printed, r"✗ +\| rule1 +\| 1 of 3 windows")
        self.assertIn("rule1 2026-11-27T09:59:00: 12.5 (outside)", printed)
        self.assertNotIn("40 match", printed)

    def test_a_deployment_may_store_no_events(self):
        self.assertRegex(self.diagnosed(events=None), r"\| events +\| are not stored")

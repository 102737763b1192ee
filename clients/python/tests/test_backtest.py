import json
import pathlib
import tempfile
import unittest
from unittest import mock

from osc_lib import exceptions

from taibaiclient.v1 import backtest
from tests.recorded import Recorded

BY_NAME = "GET /alarming/v2/alarms?q.field=name&q.op=eq&q.value=big"
RUNNING = {
    "id": "b1",
    "state": "running",
    "from": "f",
    "to": "t",
    "expected": 18233,
    "examined": 700,
}
DONE = {
    "id": "b1",
    "state": "done",
    "from": "2026-11-26T10:00:00",
    "to": "2026-11-27T10:00:00",
    "examined": 18233,
    "matched": 41,
    "fired": 3,
    "would_notify": 1,
    "timeline": [
        {
            "at": "2026-11-27T09:00:00",
            "message_id": "m7",
            "event_type": "compute.instance.create.end",
            "previous": "insufficient data",
            "current": "alarm",
            "reason": "…",
            "group": None,
        }
    ],
    "histogram": [],
    "coverage": {
        "complete": False,
        "kept_since": "2026-11-26T11:00:00",
        "gaps": [{"hour": "2026-11-27T08", "dropped": 1200, "why": "cap"}],
    },
    "truncated": False,
    "live": {
        "fired": 1,
        "differences": [
            {"at": "2026-11-27T09:00:00", "message_id": "m7", "only": "backtest", "reason": "…"}
        ],
    },
}


class Backtest(unittest.TestCase):
    def setUp(self):
        self.api = Recorded()
        self.addCleanup(self.api.close)
        self.api.answers(BY_NAME, [{"alarm_id": "1"}])
        self.api.answers("POST /alarming/v2/backtests", (202, RUNNING))
        later = {**RUNNING, "examined": 9000}
        self.api.answers("GET /alarming/v2/backtests/b1", RUNNING, later, DONE)
        quick = mock.patch.object(backtest, "POLL_SECONDS", 0)
        quick.start()
        self.addCleanup(quick.stop)

    def test_without_wait_it_says_how_to_go_on(self):
        ran = self.api.run("alarm backtest create big --last 24h")
        self.assertIn("Backtest b1: running\n", ran.out)
        self.assertIn("openstack alarm backtest show b1", ran.out)
        self.assertEqual(
            self.api.sent("POST /alarming/v2/backtests"), [{"alarm_id": "1", "last": "24h"}]
        )

    def test_while_it_waits_each_change_of_progress_is_shown_once_beside_the_result(self):
        ran = self.api.run("alarm backtest create big --last 24h --wait -f json")
        self.assertEqual(ran.err, "700 of 18233 events examined\n9000 of 18233 events examined\n")
        self.assertEqual(json.loads(ran.out), DONE)

    def test_the_result_says_what_it_did_not_see(self):
        printed = self.api.run("alarm backtest show b1 --wait").out
        self.assertIn("the alarm would have fired 3 times and notified once.", printed)
        self.assertRegex(printed, r"m7 +\| insufficient data -> alarm")
        self.assertIn("  2026-11-27T08: cap, 1200 events\n", printed)
        self.assertIn("  events are kept since 2026-11-26T11:00:00\n", printed)
        self.assertIn("In fact it fired once.\n", printed)
        self.assertIn("  2026-11-27T09:00:00 m7: only backtest, …\n", printed)

    def test_too_many_firings_and_failures_show_in_the_exit_code(self):
        for limit, code in ((3, backtest.FIRED), (4, 0)):
            self.api.answers("GET /alarming/v2/backtests/b1", DONE)
            ran = self.api.run(f"alarm backtest create big --last 24h --fail-if-fired {limit}")
            self.assertEqual((limit, ran.code), (limit, code))
        self.api.answers("GET /alarming/v2/backtests/b1", {**DONE, "state": "lost"})
        ran = self.api.run("alarm backtest create big --last 24h --fail-if-fired 4")
        self.assertEqual(ran.code, 1)

    def test_a_draft_is_sent_as_it_is_in_the_file(self):
        draft = {"name": "draft", "type": "event", "event_rule": {"event_type": "*"}}
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "draft.json")
            file.write_text(json.dumps(draft))
            self.api.run(f"alarm backtest create --rearm 60 --last 1h --file {file}")
            self.assertEqual(
                self.api.sent("POST /alarming/v2/backtests"),
                [{"alarm": draft, "last": "1h", "rearm": 60}],
            )
            for text in ("[]", "{"):
                file.write_text(text)
                with self.assertRaisesRegex(exceptions.CommandError, "not"):
                    self.api.run(f"alarm backtest create --last 1h --file {file}")

    def test_they_are_listed_and_deleted(self):
        self.api.answers("GET /alarming/v2/backtests", [DONE])
        listed = json.loads(self.api.run("alarm backtest list -f json").out)
        self.assertEqual([each["id"] for each in listed], ["b1"])
        for each in ("b1", "b2"):
            self.api.answers(f"DELETE /alarming/v2/backtests/{each}", (204, ""))
        self.api.run("alarm backtest delete b1 b2")
        self.assertEqual(len(self.api.sent("DELETE /alarming/v2/backtests/b2")), 1)

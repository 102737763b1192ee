import contextlib
import io
import json
import unittest
from unittest import mock

from osc_lib import exceptions

from tests.recorded import Recorded

FUNCTION_ID = "8d54a1c6-5a5e-4f5a-9c58-0c3f0a2b7a11"
SECRET = f"PUT /v1/functions/{FUNCTION_ID}/secrets/DATABASE_URL"


class Functions(unittest.TestCase):
    def setUp(self):
        self.api = Recorded()
        self.addCleanup(self.api.close)
        functions = [{"id": FUNCTION_ID, "name": "hello"}, {"id": "2", "name": "other"}]
        self.api.answers("GET /v1/functions", {"functions": functions})
        self.api.answers(SECRET, (204, ""))

    def test_a_secret_is_sent_as_it_is_and_never_printed(self):
        for line, typed in (("--value p/w", ""), ("--file -", "p/w"), ("--file -", "p/w\n")):
            with mock.patch("sys.stdin", io.StringIO(typed)):
                ran = self.api.run(f"function secret set hello DATABASE_URL {line}")
            self.assertEqual((ran.code, ran.out, ran.err), (0, "", ""))
        self.assertEqual(self.api.sent(SECRET), [{"value": "p/w"}] * 3)

    def test_debug_output_has_no_secret(self):
        credential = f"PUT /v1/functions/{FUNCTION_ID}/credential"
        self.api.answers(credential, (204, ""))
        with self.assertLogs("keystoneauth", "DEBUG") as logged:
            self.api.run("function secret set hello DATABASE_URL --value hidden-text")
            self.api.run("function credential set hello c1 --secret hidden-text")
        self.assertEqual(len(self.api.sent(credential)), 1)
        self.assertIn("/v1/functions", "".join(logged.output))
        self.assertNotIn("hidden-text", "".join(logged.output))

    def test_a_value_that_is_not_given_is_asked_for_only_at_a_terminal(self):
        with (
            mock.patch("sys.stdin", io.StringIO("")),
            self.assertRaisesRegex(exceptions.CommandError, "--file -"),
        ):
            self.api.run("function secret set hello DATABASE_URL")
        terminal = io.StringIO("")
        terminal.isatty = lambda: True
        with mock.patch("sys.stdin", terminal), mock.patch("getpass.getpass", lambda _: "typed"):
            self.api.run("function secret set hello DATABASE_URL")
        self.assertEqual(self.api.sent(SECRET), [{"value": "typed"}])

    def test_a_value_and_a_file_exclude_each_other(self):
        with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit):
            self.api.run("function secret set hello A --value x --file -")

    def test_names_are_listed_and_unset(self):
        path = f"/v1/functions/{FUNCTION_ID}/secrets"
        self.api.answers(f"GET {path}", {"secrets": [{"name": "A"}, {"name": "B"}]})
        listed = json.loads(self.api.run(f"function secret list {FUNCTION_ID} -f json").out)
        self.assertEqual(listed, [{"name": "A"}, {"name": "B"}])
        for name in "AB":
            self.api.answers(f"DELETE {path}/{name}", (204, ""))
        self.api.run("function secret unset hello A B")
        self.assertEqual(len(self.api.sent(f"DELETE {path}/B")), 1)

    def test_a_name_of_no_or_several_functions_is_refused(self):
        twice = [{"id": "1", "name": "twice"}, {"id": "2", "name": "twice"}]
        self.api.answers("GET /v1/functions", {"functions": twice})
        for name, words in (("twice", "2 functions"), ("none", "no function 'none'")):
            with self.assertRaisesRegex(exceptions.CommandError, words):
                self.api.run(f"function secret list {name}")

    def test_a_credential_is_registered_shown_and_removed(self):
        path = f"/v1/functions/{FUNCTION_ID}/credential"
        shown = {"id": "c1", "user_id": "u1", "active": True}
        self.api.answers(f"PUT {path}", (204, ""))
        self.api.answers(f"GET {path}", {"credential": shown})
        self.api.answers(f"DELETE {path}", (204, ""))
        ran = self.api.run("function credential set hello c1 --secret s")
        self.assertEqual((ran.out, ran.err), ("", ""))
        self.assertEqual(self.api.sent(f"PUT {path}"), [{"id": "c1", "secret": "s"}])
        self.assertEqual(
            json.loads(self.api.run("function credential show hello -f json").out), shown
        )
        self.assertRegex(self.api.run("function credential show hello").out, r"active +\| true")
        self.api.run("function credential unset hello")
        self.assertEqual(len(self.api.sent(f"DELETE {path}")), 1)

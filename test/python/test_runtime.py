"""The runtime of user functions, with real processes."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest
from pathlib import Path

LAYER = Path(__file__).resolve().parents[2] / "functions" / "python"
sys.path.insert(0, str(LAYER))

from taibai_runtime.envelope import ANSWER_BYTES  # noqa: E402
from taibai_runtime.log import Log, encoded_size  # noqa: E402
from taibai_runtime.runner import Runner  # noqa: E402


class RuntimeTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def runner(self, code, entry="main.main", prepare=True, lambda_environment=None, **more):
        for name, text in {"main.py": code, **more}.items():
            path = Path(self.folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text))
        runner = Runner(self.folder.name, entry, lambda_environment or {})
        self.addCleanup(runner.stop)
        if prepare:
            runner.prepare()
        return runner

    def answer(self, code, input=None, positional=False, timeout=5, **more):
        return self.ask(self.runner(code, **more), input, positional, timeout)

    def ask(self, runner, input=None, positional=False, timeout=5, **more):
        answer = runner.run(
            {
                **more,
                "v": 1,
                "execution_id": "e",
                "function_id": "f",
                "project_id": "p",
                "input": input,
                "positional": positional,
                "timeout_seconds": timeout,
            }
        )
        self.assertEqual(
            ["v", "environment", "execution_id", "status", "output", "duration", "log"],
            list(answer),
        )
        self.assertRegex(answer["environment"], "^[0-9a-f]{16}$")
        self.assertEqual((1, "e"), (answer["v"], answer["execution_id"]))
        self.assertIsInstance(answer["duration"], float)
        self.assertLessEqual(len(json.dumps(answer)), ANSWER_BYTES)
        return answer

    def assertAnswer(self, answer, status, output):
        self.assertEqual((status, output), (answer["status"], json.loads(answer["output"])))


class Calling(RuntimeTest):
    def test_an_object_becomes_keyword_arguments(self):
        answer = self.answer("def main(a, b=2): return [a, b]", {"a": 1.0})
        self.assertAnswer(answer, "success", [1.0, 2])
        self.assertEqual("[1.0, 2]", answer["output"])

    def test_a_text_becomes_the_one_positional_argument(self):
        self.assertAnswer(self.answer("def main(t): return t * 2", "ab", True), "success", "abab")

    def test_no_input_calls_without_arguments(self):
        self.assertAnswer(self.answer("def main(): return 'Hello, World'"), "success", "Hello, World")

    def test_an_entry_in_a_nested_module_is_found(self):
        answer = self.answer("", entry="a.b.go", **{"a/b.py": "def go(): return __name__"})
        self.assertAnswer(answer, "success", "a.b")

    def test_the_folder_of_the_code_is_the_working_folder_and_first_on_the_path(self):
        answer = self.answer("import os, sys\ndef main(): return [os.getcwd(), sys.path[0]]")
        self.assertAnswer(answer, "success", [os.path.realpath(self.folder.name)] * 2
                          if os.path.realpath(self.folder.name) == self.folder.name
                          else [os.path.realpath(self.folder.name), self.folder.name])

    def test_standard_input_is_empty(self):
        self.assertAnswer(self.answer("import sys\ndef main(): return sys.stdin.read()"), "success", "")

    def test_a_large_input_arrives_whole(self):
        answer = self.answer("def main(t): return len(t)", "x" * 5_000_000, True)
        self.assertAnswer(answer, "success", 5_000_000)

    def test_the_process_stays_warm(self):
        runner = self.runner("n = 0\ndef main():\n    global n\n    n += 1\n    return n")
        self.assertEqual(["1", "2", "3"], [self.ask(runner)["output"] for _ in range(3)])

    def test_the_duration_is_that_of_the_call(self):
        duration = self.answer("import time\ndef main(): time.sleep(0.3)")["duration"]
        self.assertTrue(0.29 < duration < 1, duration)

    def test_a_warm_call_costs_about_a_millisecond(self):
        runner = self.runner("def main(name): return name")
        self.ask(runner, {"name": "a"})
        took = []
        for _ in range(50):
            begun = time.perf_counter()
            self.ask(runner, {"name": "a"})
            took.append(time.perf_counter() - begun)
        self.assertLess(sorted(took)[25], 0.01)


class Context(RuntimeTest):
    EXPECTED = {
        "os_session": None,
        "os_token": None,
        "os_auth_url": None,
        "execution_id": "e",
        "function_id": "f",
        "project_id": "p",
    }

    def test_a_handler_that_names_it_gets_it(self):
        for head in ("context=None", "context", "*, context", "a=1, *, context=None"):
            with self.subTest(head):
                answer = self.answer(f"def main({head}): return context")
                self.assertAnswer(answer, "success", self.EXPECTED)

    def test_a_handler_that_takes_any_keyword_gets_it(self):
        self.assertAnswer(
            self.answer("def main(**all): return all", {"a": 1}),
            "success",
            {"a": 1, "context": self.EXPECTED},
        )

    def test_a_handler_that_does_not_accept_it_is_called_without(self):
        self.assertAnswer(self.answer("def main(name): return name", {"name": "Q"}), "success", "Q")

    def test_a_decorated_handler_is_treated_as_the_function_it_wraps(self):
        code = """
            import functools
            def plain(f):
                @functools.wraps(f)
                def wrapper(*args, **kwargs): return f(*args, **kwargs)
                return wrapper
            @plain
            def main(name): return name
        """
        self.assertAnswer(self.answer(code, {"name": "Q"}), "success", "Q")

    def test_a_positional_input_may_fill_a_parameter_of_that_name(self):
        self.assertAnswer(self.answer("def main(context): return context", "x", True), "success", "x")
        answer = self.answer("def main(x, context=None): return [x, context['function_id']]", "x", True)
        self.assertAnswer(answer, "success", ["x", "f"])

    def test_a_callable_object_and_a_builtin_work_too(self):
        code = "class C:\n    def __call__(self, a): return a\nmain = C()"
        self.assertAnswer(self.answer(code, {"a": 1}), "success", 1)
        self.assertAnswer(self.answer("main = dict", {"a": 1})["status"] and self.answer("main = int"), "success", 0)


class Asynchronous(RuntimeTest):
    def test_an_async_function_runs_and_answers_with_its_result(self):
        code = """
            import asyncio, functools
            async def main(name, context):
                await asyncio.sleep(0.05)
                return {'hello': name, 'function': context['function_id']}
            wrapped = functools.partial(main, context={'function_id': 'w'})
            def plain(name, context): return main(name, context)
            class Greeter:
                async def __call__(self, name, context): return await main(name, context)
            greeter = Greeter()
        """
        for entry in ("main", "plain", "greeter"):
            with self.subTest(entry):
                answer = self.answer(code, {"name": "a"}, entry=f"main.{entry}")
                self.assertAnswer(answer, "success", {"hello": "a", "function": "f"})
                self.assertGreaterEqual(answer["duration"], 0.05)
                self.assertEqual("", answer["log"])

    def test_it_runs_again_and_again_in_a_warm_process(self):
        runner = self.runner("import asyncio\nn = 0\nasync def main():\n    global n\n    await asyncio.sleep(0)\n    n += 1\n    return n")
        self.assertEqual(["1", "2", "3"], [self.ask(runner)["output"] for _ in range(3)])

    def test_its_failure_is_told_from_the_users_first_frame_on(self):
        answer = self.answer("async def main(): raise ValueError('no luck')")
        self.assertAnswer(answer, "failed", "no luck")
        self.assertRegex(answer["log"], r'^Traceback \(most recent call last\):\n  File ".*main.py", line 1')
        answer = self.answer("import sys\nasync def main(): sys.exit(3)")
        self.assertAnswer(answer, "failed", "The function called sys.exit(3).")

    def test_its_time_out_ends_it(self):
        code = "import asyncio\nasync def main(s):\n    print('begun')\n    await asyncio.sleep(s)\n    return 'slept'"
        runner = self.runner(code)
        answer = self.ask(runner, {"s": 60}, timeout=1)
        self.assertAnswer(answer, "failed", "Function execution timeout.")
        self.assertEqual("begun\n", answer["log"])
        self.assertAnswer(self.ask(runner, {"s": 0}), "success", "slept")

    def test_what_has_no_result_is_refused_with_the_reason(self):
        code = """
            def numbers(): yield 1
            async def later(): yield 1
            def lazily(): return (n for n in [1])
            class Job:
                def __init__(self): print('made')
        """
        generator = 'answers with a generator, which has no result. Answer with "return" and the whole result instead of "yield".'
        for entry, reason in (
            ("numbers", generator),
            ("later", generator),
            ("lazily", generator),
            ("Job", "is a class. Name a function, or an object that can be called."),
        ):
            with self.subTest(entry):
                answer = self.answer(code, entry=f"main.{entry}")
                text = f'Entry "main.{entry}" {reason}'
                self.assertAnswer(answer, "failed", text)
                self.assertEqual(f"{text}\n", answer["log"])


class HandlersOfOthers(RuntimeTest):
    """Handlers in the shapes of other platforms, moved here with the least change."""

    CODE = """
        import json
        def lambda_handler(event, context): return {'statusCode': 200, 'body': json.dumps(event)}
        def handle(req): return 'you said: ' + req
        def whisk(args): return {'greeting': 'Hello ' + args.get('name', 'stranger')}
        def fission(): return 'Hello, world!'
        def kwonly(*, name, n=1): return [name, n]
        def posonly(name, /, n=1, **more): return [name, n]
        def with_default(name, context={}): return sorted(context)
        def positional_context(a, ctx): return [a, ctx is not None]
        class Obj:
            def __call__(self, name): return name
        obj = Obj()
    """

    def test_they_answer_or_say_what_they_miss(self):
        keys = [
            "execution_id",
            "function_id",
            "os_auth_url",
            "os_session",
            "os_token",
            "project_id",
        ]
        for entry, input, positional, status, output in (
            ("lambda_handler", {"event": {"a": 1}}, False, "success", {"statusCode": 200, "body": '{"a": 1}'}),
            ("lambda_handler", {"a": 1}, False, "failed", "lambda_handler() got an unexpected keyword argument 'a'"),
            ("handle", "hello", True, "success", "you said: hello"),
            ("whisk", {"args": {"name": "x"}}, False, "success", {"greeting": "Hello x"}),
            ("fission", None, False, "success", "Hello, world!"),
            ("kwonly", {"name": "a"}, False, "success", ["a", 1]),
            ("posonly", "a", True, "success", ["a", 1]),
            ("with_default", {"name": "a"}, False, "success", keys),
            ("positional_context", "x", True, "failed", "positional_context() missing 1 required positional argument: 'ctx'"),
            ("obj", {"name": "a"}, False, "success", "a"),
        ):
            with self.subTest(entry, input=input):
                answer = self.answer(self.CODE, input, positional, entry=f"main.{entry}")
                self.assertAnswer(answer, status, output)


class Sources(RuntimeTest):
    """Sources in the encodings that Python reads, and names outside ASCII."""

    BODY = 'def main(name="Wörld"):\n    print("grüß 😀")\n    return "Hällo, %s ✓" % name\n'

    def source(self, content, entry="m.main", name="m.py"):
        Path(self.folder.name, name).write_bytes(content)
        return self.answer("", entry=entry)

    def test_text_of_any_alphabet_comes_back_as_it_is(self):
        for content in (
            self.BODY.encode(),
            b"\xef\xbb\xbf" + self.BODY.encode(),
            self.BODY.replace("\n", "\r\n").encode(),
        ):
            answer = self.source(content)
            self.assertAnswer(answer, "success", "Hällo, Wörld ✓")
            self.assertEqual("grüß 😀\n", answer["log"])

    def test_a_declared_encoding_is_used_and_an_undeclared_one_refused(self):
        latin = 'def main(): return "grüß"\n'.encode("latin-1")
        self.assertAnswer(self.source(b"# -*- coding: latin-1 -*-\n" + latin), "success", "grüß")
        self.assertIn("codec can't decode byte 0xfc", json.loads(self.source(latin)["output"]))

    def test_modules_and_functions_may_have_such_names(self):
        answer = self.source(self.BODY.encode(), entry="größe.main", name="größe.py")
        self.assertAnswer(answer, "success", "Hällo, Wörld ✓")
        answer = self.source("def häuptling(): return 1".encode(), entry="m.häuptling")
        self.assertAnswer(answer, "success", 1)


class Output(RuntimeTest):
    def test_a_value_that_json_cannot_represent_becomes_text(self):
        for expression, expected in (
            ("{1}", "{1}"),
            ("b'a'", "b'a'"),
            ("datetime.date(2026, 1, 2)", "2026-01-02"),
            ("{'at': datetime.date(2026, 1, 2), 'n': 1}", {"at": "2026-01-02", "n": 1}),
            ("{(1, 2): 3}", {"(1, 2)": 3}),
            ("float('nan')", "nan"),
            ("{'x': [float('inf'), -float('inf'), 1.5]}", {"x": ["inf", "-inf", 1.5]}),
            ("(1, 2)", [1, 2]),
            ("None", None),
            ("12345678901234567890", 12345678901234567890),
            ("'\\ud800é'", "\ud800é"),
        ):
            with self.subTest(expression):
                answer = self.answer(f"import datetime\ndef main(): return {expression}")
                self.assertAnswer(answer, "success", expected)
                json.dumps(answer, ensure_ascii=False).encode()

    def test_a_value_that_contains_itself_becomes_text(self):
        answer = self.answer("def main():\n    a = []\n    a.append(a)\n    return a")
        self.assertAnswer(answer, "success", "[[...]]")

    def test_a_value_that_raises_in_str_fails(self):
        answer = self.answer("class C:\n    def __str__(self): raise ValueError('no')\ndef main(): return C()")
        self.assertAnswer(answer, "failed", "no")

    def test_a_large_output_comes_back_whole(self):
        answer = self.answer("def main(): return 'x' * 6_000_000")
        self.assertAnswer(answer, "success", "x" * 6_000_000)

    def test_an_output_larger_than_an_answer_fails_and_says_so(self):
        for count, letter in ((6_300_000, "x"), (20_000_000, "x"), (2_000_000, "é"), (4_000_000, '"')):
            with self.subTest(count=count, letter=letter):
                answer = self.answer(f"def main():\n    print('log')\n    return {letter!r} * {count}")
                self.assertEqual("failed", answer["status"])
                self.assertIn("The output is too large", answer["output"])
                self.assertEqual("log\n", answer["log"])


class Failing(RuntimeTest):
    def test_an_exception_fails_with_its_text_and_leaves_a_traceback_in_the_log(self):
        answer = self.answer("def main():\n    print('before')\n    raise ValueError('no luck')")
        self.assertAnswer(answer, "failed", "no luck")
        self.assertTrue(answer["log"].startswith("before\nTraceback (most recent call last):\n"))
        self.assertIn("ValueError: no luck", answer["log"])
        self.assertNotIn("taibai_runtime", answer["log"])

    def test_an_argument_that_does_not_fit_fails(self):
        answer = self.answer("def main(name): return name", {"other": 1})
        self.assertEqual("failed", answer["status"])
        self.assertIn("unexpected keyword argument 'other'", answer["output"])

    def test_a_missing_module_is_named(self):
        answer = self.answer("", entry="nope.main")
        self.assertAnswer(answer, "failed", 'Entry "nope.main" not found: the package has no module "nope".')
        self.assertIn("nope.main", answer["log"])

    def test_a_missing_function_is_named(self):
        for code in ("", "nope = 1"):
            answer = self.answer(code, entry="main.nope")
            self.assertAnswer(
                answer, "failed", 'Entry "main.nope" not found: module "main" has no function "nope".'
            )

    def test_an_entry_without_a_module_is_refused(self):
        self.assertIn('not of the form', self.answer("", entry="main")["output"])

    def test_a_missing_import_of_the_module_is_named(self):
        answer = self.answer("import nothing_like_this\ndef main(): pass")
        self.assertAnswer(answer, "failed", "No module named 'nothing_like_this'")
        self.assertIn("Traceback", answer["log"])

    def test_a_module_that_fails_to_load_is_loaded_again_by_the_next_call(self):
        code = """
            import os
            if not os.path.exists('flag'):
                open('flag', 'w').close()
                raise RuntimeError('first time')
            def main(): return 'fine'
        """
        runner = self.runner(code)
        self.assertAnswer(self.ask(runner), "failed", "first time")
        self.assertAnswer(self.ask(runner), "success", "fine")

    def test_sys_exit_fails_and_keeps_the_process(self):
        runner = self.runner("import sys, os\ndef main(stop):\n    if stop: sys.exit(3)\n    return os.getpid()")
        first = self.ask(runner, {"stop": False})["output"]
        self.assertAnswer(self.ask(runner, {"stop": True}), "failed", "The function called sys.exit(3).")
        self.assertEqual(first, self.ask(runner, {"stop": False})["output"])

    def test_a_keyboard_interrupt_and_an_exception_without_text_fail(self):
        self.assertAnswer(self.answer("def main(): raise KeyboardInterrupt"), "failed", "")
        code = "class E(Exception):\n    def __str__(self): raise self\ndef main(): raise E"
        self.assertAnswer(self.answer(code), "failed", "E")

    def test_a_memory_error_is_too_much_resource_consumption(self):
        self.assertAnswer(
            self.answer("def main(): raise MemoryError"),
            "failed",
            "Function execution failed because of too much resource consumption",
        )


class Ending(RuntimeTest):
    def test_a_time_out_fails_and_keeps_the_log(self):
        code = "import time\ndef main(s):\n    print('begun')\n    time.sleep(s)\n    return 'slept'"
        runner = self.runner(code)
        begun = time.monotonic()
        answer = self.ask(runner, {"s": 60}, timeout=1)
        self.assertLess(time.monotonic() - begun, 2)
        self.assertAnswer(answer, "failed", "Function execution timeout.")
        self.assertEqual("begun\n", answer["log"])
        self.assertGreaterEqual(answer["duration"], 1)
        self.assertAnswer(self.ask(runner, {"s": 0}), "success", "slept")

    def test_processes_of_multiprocessing_run_the_users_functions(self):
        for method in ("spawn", "forkserver", "fork"):
            with self.subTest(method):
                code = f"""
                    import multiprocessing
                    from square import square
                    def main():
                        with multiprocessing.get_context({method!r}).Pool(1) as pool:
                            return pool.map(square, [1, 2, 3])
                """
                answer = self.answer(code, timeout=20, **{"square.py": "def square(n): return n * n"})
                self.assertAnswer(answer, "success", [1, 4, 9])

    def test_an_endless_loop_is_killed_with_its_child_processes(self):
        code = """
            import subprocess, re
            def main():
                process = subprocess.Popen(['sleep', '60'])
                print(process.pid, flush=True)
                re.match('(a+)+b', 'a' * 40)
        """
        answer = self.answer(code, timeout=1)
        self.assertAnswer(answer, "failed", "Function execution timeout.")
        self.assertTrue(ended(int(answer["log"])))

    def test_an_import_that_hangs_times_out(self):
        code = "import time\nprint('loading')\ntime.sleep(60)\ndef main(): pass"
        answer = self.answer(code, prepare=False, timeout=1)
        self.assertAnswer(answer, "failed", "Function execution timeout.")
        self.assertEqual("loading\n", answer["log"])

    def test_a_crash_fails_says_how_and_keeps_the_log(self):
        for code, expected in (
            ("os._exit(7)", "The Python interpreter ended with status 7."),
            ("os.kill(os.getpid(), 11)", "The Python interpreter was killed by signal 11 (SIGSEGV)."),
            ("ctypes.string_at(0)", "The Python interpreter was killed by signal 11 (SIGSEGV)."),
            ("os.abort()", "The Python interpreter was killed by signal 6 (SIGABRT)."),
            (
                "os.kill(os.getpid(), 9)",
                "Function execution failed because of too much resource consumption",
            ),
        ):
            with self.subTest(code):
                head = "import os, ctypes\ndef main(crash):\n    print('begun', end='')\n"
                runner = self.runner(f"{head}    if crash: {code}")
                answer = self.ask(runner, {"crash": True})
                self.assertAnswer(answer, "failed", expected)
                self.assertEqual("begun", answer["log"])
                self.assertAnswer(self.ask(runner, {"crash": False}), "success", None)

    def test_a_crash_while_loading_is_reported_by_every_call(self):
        runner = self.runner("import os\nprint('loading')\nos._exit(5)")
        for _ in range(2):
            answer = self.ask(runner)
            self.assertAnswer(answer, "failed", "The Python interpreter ended with status 5.")
            self.assertEqual("loading\n", answer["log"])

    def test_a_process_that_died_between_two_calls_is_replaced(self):
        code = """
            import os, threading, time
            def main(die):
                if die: threading.Timer(0.1, os._exit, [1]).start()
                return 'fine'
        """
        runner = self.runner(code)
        self.assertAnswer(self.ask(runner, {"die": True}), "success", "fine")
        time.sleep(0.3)
        self.assertAnswer(self.ask(runner, {"die": False}), "success", "fine")

    def test_a_crash_is_noticed_even_if_a_grandchild_keeps_the_pipes_open(self):
        code = """
            import os, time
            def main():
                if os.fork() == 0: time.sleep(20)
                os._exit(4)
        """
        begun = time.monotonic()
        answer = self.answer(code, timeout=10)
        self.assertAnswer(answer, "failed", "The Python interpreter ended with status 4.")
        self.assertLess(time.monotonic() - begun, 3)

    def test_the_users_process_ends_with_ours(self):
        script = f"""
            import sys, time, os
            sys.path.insert(0, {str(LAYER)!r})
            os.environ.update(LAMBDA_TASK_ROOT={self.folder.name!r}, TAIBAI_ENTRY='main.main')
            from taibai_runtime import handler
            print(handler.RUNNER._process._process.pid, flush=True)
            time.sleep(60)
        """
        Path(self.folder.name, "main.py").write_text("def main(): pass")
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE
        )
        child = int(process.stdout.readline())
        process.terminate()
        self.assertEqual(-signal.SIGTERM, process.wait())
        process.stdout.close()
        self.assertTrue(ended(child))


class Logging(RuntimeTest):
    def test_what_the_interpreter_subprocesses_and_c_code_write_is_kept_in_order(self):
        code = """
            import os, subprocess, sys, ctypes
            print('loading')
            def main():
                print('printed'); print('é', end=''); print(file=sys.stderr)
                subprocess.run(['sh', '-c', 'echo shell; echo wrong >&2'])
                os.write(2, b'bytes \\xff\\n')
                libc = ctypes.CDLL(None)
                libc.puts(b'from C'); libc.fflush(None)
        """
        runner = self.runner(code)
        expected = "printed\né\nshell\nwrong\nbytes \ufffd\nfrom C\n"
        self.assertEqual("loading\n" + expected, self.ask(runner)["log"])
        self.assertEqual(expected, self.ask(runner)["log"])

    def test_output_after_the_return_is_in_no_log(self):
        code = """
            import subprocess, threading
            def main():
                print('mine')
                threading.Timer(0.2, print, ['late thread']).start()
                subprocess.Popen(['sh', '-c', 'sleep 0.2; echo late process'])
        """
        runner = self.runner(code)
        self.assertEqual("mine\n", self.ask(runner)["log"])
        time.sleep(0.5)
        self.assertEqual("mine\n", self.ask(runner)["log"])

    def test_a_process_left_behind_that_keeps_writing_does_not_delay_the_answer(self):
        begun = time.monotonic()
        answer = self.answer("import subprocess\ndef main(): subprocess.Popen(['yes']); return 1")
        self.assertAnswer(answer, "success", 1)
        self.assertLess(time.monotonic() - begun, 5)

    def test_a_large_log_comes_back_whole(self):
        answer = self.answer("def main(): print('x' * 5_900_000)")
        self.assertEqual("x" * 5_900_000 + "\n", answer["log"])

    def test_a_log_over_the_limit_loses_its_middle(self):
        code = "def main():\n    print('first')\n    for i in range(9): print(str(i) * 1_000_000)\n    print('last')"
        answer = self.answer(code)
        self.assertEqual("success", answer["status"])
        self.assertTrue(answer["log"].startswith("first\n000"))
        self.assertTrue(answer["log"].endswith("888\nlast\n"))
        self.assertRegex(answer["log"], r"\n\.\.\. about \d+ characters of the log left out \.\.\.\n")
        self.assertGreater(len(json.dumps(answer)), ANSWER_BYTES - 1000)

    def test_a_log_that_grows_when_encoded_is_cut_by_its_encoded_size(self):
        for letter in ("é", "\\x00", "😀"):
            with self.subTest(letter):
                log = self.answer(f"def main(): print('{letter}' * 1_400_000, end='')")["log"]
                self.assertIn("characters of the log left out", log)

    def test_a_log_beside_a_large_output_is_cut(self):
        answer = self.answer("def main():\n    print('y' * 1_000_000)\n    return 'x' * 6_000_000")
        self.assertAnswer(answer, "success", "x" * 6_000_000)
        self.assertIn("characters of the log left out", answer["log"])

    def test_no_more_of_a_log_than_the_limit_is_kept(self):
        log = Log(half_bytes=10)
        for number in range(1000):
            log.write(b"%04d\n" % number)
        text = log.text(10_000)
        self.assertTrue(text.startswith("0000\n0001\n") and text.endswith("0998\n0999\n"))
        self.assertIn("about 4980 characters", text)
        self.assertLessEqual(encoded_size(log.text(90)), 90)


class Isolation(RuntimeTest):
    SECRETS = {
        "AWS_ACCESS_KEY_ID": "k",
        "AWS_SESSION_TOKEN": "t",
        "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9001",
        "_X_AMZN_TRACE_ID": "x",
        "LAMBDA_TASK_ROOT": "/var/task",
        "TAIBAI_ENTRY": "main.main",
        "PYTHONPATH": "/var/runtime",
        "PATH": "/usr/bin:/bin",
        "TZ": ":UTC",
    }

    def test_user_code_sees_nothing_of_lambdas_environment(self):
        code = "import os\ndef main(): return dict(os.environ)"
        seen = json.loads(self.answer(code, lambda_environment=self.SECRETS)["output"])
        self.assertEqual(
            {"PATH": "/usr/bin:/bin", "TZ": ":UTC", "HOME": "/tmp", "TMPDIR": "/tmp", "LANG": "C.UTF-8"},
            {name: seen[name] for name in seen if name != "LC_CTYPE"},
        )

    def test_user_code_sees_the_secrets_that_its_owner_gave_it(self):
        code = "import os, subprocess\nBEFORE = os.environ['KEY']\ndef main():\n    shell = subprocess.run('printf %s \"$KEY\"', shell=True, capture_output=True, text=True)\n    return [BEFORE, os.environ['TAIBAI'], shell.stdout, os.environ['PATH'], 'TAIBAI_SECRET_KEY' in os.environ]"
        secrets = {"KEY": 'é "1"\n$x', "TAIBAI": "2", "PATH": "/mine"}
        environment = {**self.SECRETS, **{f"TAIBAI_SECRET_{name}": secrets[name] for name in secrets}}
        answer = self.answer(code, lambda_environment=environment)
        self.assertAnswer(
            answer, "success", [secrets["KEY"], "2", secrets["KEY"], "/usr/bin:/bin", False]
        )

    @unittest.skipUnless(
        os.geteuid() == 0 and os.path.exists("/usr/bin/python3"),
        "needs root, to become somebody else, and a Python that everybody may run",
    )
    def test_user_code_cannot_read_our_environment_or_memory(self):
        Path(self.folder.name, "main.py").write_text(
            textwrap.dedent("""
                import os
                def main():
                    refused = []
                    for name in ('environ', 'mem', 'maps'):
                        try: open(f'/proc/{os.getppid()}/{name}', 'rb').read(1)
                        except PermissionError: refused.append(name)
                    return refused
            """)
        )
        os.chmod(self.folder.name, 0o755)
        script = f"""
            import os, sys
            os.setgid(65534); os.setuid(65534)
            sys.path.insert(0, {str(LAYER)!r})
            from taibai_runtime import handler
            print(handler.main({{'v': 1, 'execution_id': 'e', 'function_id': 'f', 'project_id': 'p',
                'input': None, 'positional': False, 'timeout_seconds': 5}}, None)['output'])
        """
        environment = {
            **os.environ,
            "AWS_SECRET_ACCESS_KEY": "secret",
            "LAMBDA_TASK_ROOT": self.folder.name,
            "TAIBAI_ENTRY": "main.main",
        }
        printed = subprocess.run(
            ["/usr/bin/python3", "-B", "-c", textwrap.dedent(script)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual('["environ", "mem", "maps"]\n', printed.stdout, printed.stderr)

    def test_the_users_modules_cannot_replace_ours(self):
        broken = "raise SystemExit('shadowed')"
        answer = self.answer(
            "def main(): return 'fine'",
            **{
                f"{name}.py": broken
                for name in ("json", "traceback", "inspect", "importlib", "encodings", "time")
            },
            **{"taibai_runtime/__init__.py": broken, "sitecustomize.py": broken, "usercustomize.py": broken},
        )
        self.assertAnswer(answer, "success", "fine")

    def test_an_entry_named_like_a_loaded_module_is_the_users(self):
        answer = self.answer("", entry="token.main", **{"token.py": "def main(): return 'mine'"})
        self.assertAnswer(answer, "success", "mine")

    def test_a_forged_answer_is_not_accepted(self):
        frame = "len(c := {content}).to_bytes(4, 'big') + c"
        for content in (
            b'{"nonce": "guess", "status": "success", "duration": 0}\n"forged"',
            b"nonsense",
            b"[]\n1",
            b'{"nonce": ' + b"[" * 4000 + b"\n",
        ):
            with self.subTest(content[:40]):
                code = f"""
                    import os, stat
                    def main(forge):
                        if not forge: return 'true'
                        for name in map(int, os.listdir('/proc/self/fd')):
                            try:
                                if name > 2 and stat.S_ISFIFO(os.fstat(name).st_mode):
                                    os.write(name, {frame.format(content=content)})
                            except OSError: pass
                        return 'true'
                """
                runner = self.runner(code)
                answer = self.ask(runner, {"forge": True})
                self.assertAnswer(
                    answer, "failed", "The function's process answered with something that is no result."
                )
                self.assertAnswer(self.ask(runner, {"forge": False}), "success", "true")

    def test_an_endless_answer_is_refused(self):
        code = """
            import os
            def main(forge):
                if not forge: return 1
                for name in range(3, 64):
                    try: os.write(name, b'\\xff' * 8)
                    except OSError: pass
        """
        runner = self.runner(code)
        self.assertEqual("failed", self.ask(runner, {"forge": True})["status"])
        self.assertAnswer(self.ask(runner, {"forge": False}), "success", 1)

    def test_a_second_answer_never_serves_the_next_call(self):
        code = """
            import os, stat, gc, sys
            def main(forge):
                if forge:
                    frame = sys._getframe()
                    while 'header' not in frame.f_locals: frame = frame.f_back
                    head = frame.f_locals['header']
                    import json
                    c = json.dumps({**head, 'status': 'success', 'duration': -5}).encode() + b'\\n"early"'
                    os.write(frame.f_locals['answers'], len(c).to_bytes(4, 'big') + c)
                return 'late'
        """
        runner = self.runner(code)
        answer = self.ask(runner, {"forge": True})
        self.assertAnswer(answer, "success", "early")
        self.assertGreaterEqual(answer["duration"], 0)
        time.sleep(0.1)
        self.assertAnswer(self.ask(runner, {"forge": False}), "success", "late")

    def test_closing_every_descriptor_fails_that_call_alone(self):
        runner = self.runner("import os\ndef main(close):\n    if close: os.closerange(3, 256)\n    return 1")
        self.assertEqual("failed", self.ask(runner, {"close": True})["status"])
        self.assertAnswer(self.ask(runner, {"close": False}), "success", 1)

    def test_a_forked_copy_that_returns_answers_nothing(self):
        runner = self.runner("import os\ndef main():\n    return 'copy' if os.fork() == 0 else os.wait() and 'own'")
        for _ in range(3):
            self.assertAnswer(self.ask(runner), "success", "own")

    def test_a_subprocess_does_not_inherit_our_pipes(self):
        code = """
            import subprocess
            def main():
                return subprocess.run(['ls', '/proc/self/fd'], close_fds=False, capture_output=True, text=True).stdout
        """
        listed = json.loads(self.answer(code)["output"]).split()
        self.assertEqual(["0", "1", "2", "3"], listed)

    def test_an_invocation_of_an_unknown_version_is_refused(self):
        with self.assertRaises(ValueError):
            self.runner("def main(): pass").run({"v": 2})


def ended(pid):
    for _ in range(50):
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


class ModuleNames(unittest.TestCase):
    """A package's top-level modules may have any names: those of Python's own modules, too."""

    HANDLER = """
        import json, os, sys
        sys.path.insert(0, {folder!r})
        for name in {imported!r}:
            try: __import__(name)
            except Exception: pass
        sys.path.insert(0, {layer!r})
        os.environ.update(LAMBDA_TASK_ROOT={folder!r}, TAIBAI_ENTRY={entry!r})
        from taibai_runtime import handler
        theirs = [name for name, module in sorted(sys.modules.items())
                  if str(getattr(module, '__file__', '')).startswith({folder!r}) and name != '__main__']
        answer = handler.main({{'v': 1, 'execution_id': 'e', 'function_id': 'f', 'project_id': 'p',
            'input': {input!r}, 'positional': False, 'timeout_seconds': 20}}, None)
        print(json.dumps([theirs, {folder!r} in sys.path, answer]))
    """

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)

    def package(self, **files):
        folder = tempfile.mkdtemp(dir=self.folder)
        for name, text in files.items():
            Path(folder, f"{name}.py").write_text(textwrap.dedent(text))
        return folder

    def answer(self, folder, entry="main.main", imported=(), input=None):
        """Our handler's answer in a process of its own, which has imported these modules before, as Lambda may."""
        script = self.HANDLER.format(
            folder=folder, layer=str(LAYER), entry=entry, imported=imported, input=input
        )
        ran = subprocess.run(
            [sys.executable, "-I", "-B", "-c", textwrap.dedent(script)],
            capture_output=True, text=True, check=False,
        )
        self.assertEqual(0, ran.returncode, ran.stderr)
        theirs, is_on_path, answer = json.loads(ran.stdout.splitlines()[-1])
        self.assertEqual([], theirs, "modules of the package in the handler's process")
        self.assertFalse(is_on_path)
        return answer["status"], json.loads(answer["output"]), answer["log"]

    def plain(self, folder):
        """What `python main.py` prints in that folder."""
        ran = subprocess.run(
            [sys.executable, "-B", "-s", "main.py"],
            cwd=folder, capture_output=True, text=True, check=False,
        )
        self.assertEqual(0, ran.returncode, ran.stderr)
        return ran.stdout.split()

    MINE = "MINE = True"
    FINDS_MINE = """
        import sys
        def main():
            found = []
            for name in NAMES:
                try:
                    if hasattr(__import__(name), 'MINE'): found.append(name)
                except ImportError: pass
            return found
        NAMES = {names!r}
        if __name__ == '__main__': print(*main())
    """

    def finding(self, names):
        return self.package(**dict.fromkeys(names, self.MINE), main=self.FINDS_MINE.format(names=names))

    def test_all_at_once_are_found_where_plain_python_finds_them(self):
        folder = self.finding(sorted(sys.stdlib_module_names))
        plain = self.plain(folder)
        self.assertGreater(len(plain), 150)
        self.assertEqual(("success", plain, ""), self.answer(folder))

    def test_each_that_our_own_modules_import_is_found_where_plain_python_finds_it(self):
        script = f"""
            import sys
            sys.path.insert(0, {str(LAYER)!r})
            from taibai_runtime import runner, shelter, user_side
            import ctypes
            print(*sys.modules)
        """
        ran = subprocess.run(
            [sys.executable, "-I", "-B", "-c", textwrap.dedent(script)],
            capture_output=True, text=True, check=True,
        )
        names = sorted({name.partition(".")[0] for name in ran.stdout.split()} & sys.stdlib_module_names)
        self.assertGreater(len(names), 40)
        plain = self.plain(self.finding(names))
        for name in names:
            with self.subTest(name):
                found = [name] if name in plain else []
                answer = self.answer(self.finding([name]), imported=[name])
                self.assertEqual(("success", found, ""), answer)

    def test_a_folder_without_init_does_not_hide_pythons_own_module(self):
        folder = self.package(main="import json, token\ndef main(): return [json.loads('1'), token.NAME]")
        os.mkdir(os.path.join(folder, "json"))
        os.mkdir(os.path.join(folder, "token"))
        self.assertEqual(("success", [1, 1], ""), self.answer(folder))

    def test_an_entry_may_have_such_a_name(self):
        names = ["token", "signal", "select", "queue", "datetime", "copy", "types", "socket", "inspect"]
        for name in self.plain(self.finding(names)):
            with self.subTest(name):
                folder = self.package(**{name: "def main(): return 'mine'"})
                self.assertEqual(("success", "mine", ""), self.answer(folder, entry=f"{name}.main"))

    def test_an_entry_that_python_itself_takes_is_refused_and_says_why(self):
        folder = self.package(time="def main(): return 'mine'")
        status, output, log = self.answer(folder, entry="time.main")
        self.assertEqual(
            ("failed", 'Entry "time.main" not found: Python finds its own module "time" first. Rename the file.'),
            (status, output),
        )

    def test_a_failure_keeps_its_text_whatever_modules_the_package_has(self):
        names = ["token", "tokenize", "linecache", "traceback", "ast", "textwrap", "http", "re"]
        folder = self.package(
            **dict.fromkeys(names, self.MINE),
            main="import http, tokenize, linecache\ndef main(): raise ValueError('no luck')",
        )
        status, output, log = self.answer(folder)
        self.assertEqual(("failed", "no luck"), (status, output))
        self.assertRegex(log, r"main\.py\", line 2, in main")
        self.assertIn("ValueError: no luck", log)


class HopsTest(RuntimeTest):
    CODE = """
        import http.client, http.server, threading

        def main(path, method="POST"):
            seen = []

            class Handler(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    seen.append(self.headers.get("X-Taibai-Hops"))
                    self.send_response(202)
                    self.end_headers()

                do_GET = do_POST
                log_message = lambda *ignored: None

            server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
            threading.Thread(target=server.handle_request).start()
            connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
            connection.request(method, path)
            connection.getresponse().read()
            server.server_close()
            return seen[0]
        """
    WEBHOOK = "/v1/webhooks/f47ac10b-58cc-4372-a567-0e02b2c3d479/invoke"

    def told(self, input, **more):
        return json.loads(self.ask(self.runner(self.CODE), input, **more)["output"])

    def test_a_call_of_a_webhook_carries_the_count_of_the_chain(self):
        self.assertEqual("1", self.told({"path": self.WEBHOOK}))
        self.assertEqual("8", self.told({"path": self.WEBHOOK + "?a=1"}, hops=7))

    def test_other_requests_carry_no_count(self):
        self.assertIsNone(self.told({"path": "/v1/webhooks"}, hops=7))
        self.assertIsNone(self.told({"path": self.WEBHOOK, "method": "GET"}, hops=7))

    def test_each_call_carries_its_own_count(self):
        runner = self.runner(self.CODE)
        for hops in (3, 0, 5):
            answer = self.ask(runner, {"path": self.WEBHOOK}, hops=hops)
            self.assertEqual(str(hops + 1), json.loads(answer["output"]))

if __name__ == "__main__":
    unittest.main()

"""Runs the unit tests in a folder and writes a report: unittest_report.py FILE FOLDER."""

import json
import pathlib
import sys
import unittest


class Recording(unittest.TextTestResult):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main(file, folder):
    tests = unittest.defaultTestLoader.discover(folder, top_level_dir=folder)
    runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=1, resultclass=Recording)
    result = runner.run(tests)
    broken = [test for test, _ in result.failures + result.errors] + result.unexpectedSuccesses
    report = {
        "passed": result.passed + len(result.expectedFailures),
        "failed": [test.id() for test in broken],
        "skipped": [f"{test.id()} ({reason})" for test, reason in result.skipped],
    }
    pathlib.Path(file).write_text(json.dumps(report), encoding="utf-8")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

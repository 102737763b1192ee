"""Answers each policy document, one a line in JSON, with parliament's findings on it, one list a line.

Parliament's own command reads one document a process and keeps a log outside its folder.
"""

import json
import sys
from pathlib import Path

import parliament

parliament.override_config(
    Path(parliament.__file__).parent / "community_auditors" / "config_override.yaml"
)


def findings(document):
    policy = parliament.analyze_policy_string(
        document, include_community_auditors=True, config=parliament.config
    )
    return [parliament.enhance_finding(finding) for finding in policy.findings]


for line in sys.stdin:
    print(
        json.dumps(
            [
                {"issue": each.issue, "severity": each.severity, "detail": str(each.detail)}
                for each in findings(line)
            ]
        )
    )

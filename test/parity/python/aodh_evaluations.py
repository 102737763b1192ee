"""Records how the evaluators of Aodh decide, as one JSON document on standard output.

Needs the package aodh, in the version that the document names. Its evaluator classes run as they are; the
clients of Gnocchi, Prometheus and Octavia, the storage and the notifier are stand-ins, and the clock stands
still. Run it with

    python test/parity/python/aodh_evaluations.py > test/alarming/core/metric/aodh-evaluations.json
"""

import datetime
import importlib.metadata
import itertools
import json
import types

from aodh import evaluator
from aodh.evaluator import composite, gnocchi, loadbalancer, prometheus
from croniter import CroniterBadDateError
from gnocchiclient import exceptions
from oslo_utils import timeutils

NOW = datetime.datetime(2026, 11, 27, 12, 0, 30)
GRANULARITY = 60
STATES = ('insufficient data', 'ok', 'alarm')
OPERATORS = ('gt', 'lt', 'ge', 'le', 'eq', 'ne')

conf = types.SimpleNamespace(
    additional_ingestion_lag=0,
    record_history=True,
    enable_evaluation_results_metrics=False,
    member_creation_time=120,
    prometheus_project_label_name='project',
)


class Alarm:
    def __init__(self, rule, state, repeat=False, constraints=()):
        self.alarm_id = 'a'
        self.project_id = 'p'
        self.severity = 'low'
        self.rule = rule
        self.state = state
        self.state_reason = 'before'
        self.repeat_actions = repeat
        self.time_constraints = list(constraints)


class Gnocchi:
    """Answers as Gnocchi does: the points from `start`, rounded down, to `stop`, excluded."""

    def __init__(self, points):
        self.points = points
        self.metric = self
        self.aggregates = self

    def answer(self, granularity, start, stop):
        if isinstance(self.points, Exception):
            raise self.points
        first = datetime.datetime.fromisoformat(start).replace(tzinfo=datetime.timezone.utc)
        last = datetime.datetime.fromisoformat(stop).replace(tzinfo=datetime.timezone.utc)
        since = first.timestamp() // granularity * granularity
        return [
            (at, span, value)
            for at, span, value in self.points
            if since <= at < last.timestamp()
        ]

    def get_measures(self, granularity, start, stop, **_):
        return self.answer(granularity, start, stop)

    def fetch(self, granularity, start, stop, **_):
        return {'measures': {'aggregated': self.answer(granularity, start, stop)}}


class Recording:
    """What an evaluation did: rows written, history entries, notifications."""

    def __init__(self):
        self.notified = None
        self.recorded = None

    def update_alarm(self, alarm):
        pass

    def record_alarm_change(self, payload):
        self.recorded = payload['detail']

    def notify(self, alarm, previous, reason, reason_data):
        self.notified = {'previous': previous, 'reason': reason, 'reason_data': reason_data}

    def info(self, *_):
        pass


def prepared(cls, recording):
    made = cls.__new__(cls)
    made.conf = conf
    made.notifier = recording
    made.storage_conn = recording
    made._ks_client = types.SimpleNamespace(user_id=None, project_id=None)
    made._alarm_change_notifier = recording
    return made


def outcome(alarm, recording):
    return {
        'state': alarm.state,
        'recorded': recording.recorded,
        'notified': recording.notified,
    }


def window(back):
    """The start of the window that is so many windows before the open one."""
    at = NOW.replace(tzinfo=datetime.timezone.utc).timestamp()
    return int(at // GRANULARITY - back) * GRANULARITY


def series(values):
    """The last value is of the open window; None is a gap."""
    found = []
    for back, value in enumerate(reversed(values)):
        if value is not None:
            found.insert(0, [window(back), GRANULARITY, value])
    return found


CLASSES = {
    'gnocchi_resources_threshold': gnocchi.GnocchiResourceThresholdEvaluator,
    'gnocchi_aggregation_by_metrics_threshold': gnocchi.GnocchiAggregationMetricsThresholdEvaluator,
    'gnocchi_aggregation_by_resources_threshold': gnocchi.GnocchiAggregationResourcesThresholdEvaluator,
}
OF_TYPE = {
    'gnocchi_resources_threshold': {'metric': 'cpu', 'resource_id': 'r', 'resource_type': 'instance'},
    'gnocchi_aggregation_by_metrics_threshold': {'metrics': ['m1', 'm2']},
    'gnocchi_aggregation_by_resources_threshold': {
        'metric': 'cpu', 'query': '{"=": {"host": "h"}}', 'resource_type': 'instance'},
}


def rule_of(kind, operator='gt', threshold=10.0, periods=3):
    return {
        'granularity': GRANULARITY,
        'comparison_operator': operator,
        'threshold': threshold,
        'aggregation_method': 'mean',
        'evaluation_periods': periods,
        **OF_TYPE[kind],
    }


def threshold_case(kind, rule, points, state, repeat=False):
    recording = Recording()
    made = prepared(CLASSES[kind], recording)
    made._gnocchi_client = Gnocchi(points)
    alarm = Alarm(rule, state, repeat)
    made.evaluate(alarm)
    failure = None
    if isinstance(points, Exception):
        failure = failure_of(points)
        points = []
    return {
        'type': kind, 'rule': rule, 'points': points, 'failure': failure, 'state': state,
        'repeat': repeat, 'outcome': outcome(alarm, recording),
    }


def failure_of(error):
    if isinstance(error, exceptions.MetricNotFound):
        return 'no metric'
    if isinstance(error, exceptions.ResourceNotFound):
        return 'no resource'
    if isinstance(error, exceptions.NotFound):
        return 'no aggregation'
    return str(error)


SERIES = [
    [11, 12, 13.5], [9, 8, 7.25], [10, 10, 10], [9, 9, 11], [11, 11, 9], [11, 12], [],
    [9, 11, 12, 13], [0.1, 1e16, -0.0], [11, float('nan'), 12], [float('nan')] * 3,
]
GAPPED = [
    [11, 12, 13, None], [11, 12, 13, None, None], [11, 12, 13, None, None, None],
    [11, None, 12, 13], [11, None, 12, None, 13], [11, None, None, 12, 13], [9, None, 11, 12, None],
    [None, 11, 12, 13, 9, 9, 9], [9, 9, 9, 9, 11, 12, 13], [20, 11, 12, None, None],
]
FAILURES = [
    exceptions.MetricNotFound(404), exceptions.ResourceNotFound(404), exceptions.NotFound(404),
    RuntimeError('no answer'),
]


def thresholds():
    kind = 'gnocchi_resources_threshold'
    for operator, values, state in itertools.product(OPERATORS, SERIES, STATES):
        yield threshold_case(kind, rule_of(kind, operator), series([float(v) for v in values]), state)
    for values, state in itertools.product(SERIES, STATES):
        points = series([float(v) for v in values])
        yield threshold_case(kind, rule_of(kind), points, state, True)
    for values, state in itertools.product(GAPPED, STATES):
        points = series([None if v is None else float(v) for v in values])
        yield threshold_case(kind, rule_of(kind), points, state)
    for periods, values in itertools.product(range(1, 6), SERIES):
        yield threshold_case(kind, rule_of(kind, periods=periods), series([float(v) for v in values]), 'ok')
    other = [[at, 300, value] for at, _, value in series([11.0, 12.0, 13.0])]
    for state in STATES:
        yield threshold_case(kind, rule_of(kind), other, state)
    for kind, error, state, repeat in itertools.product(CLASSES, FAILURES, STATES, (False, True)):
        yield threshold_case(kind, rule_of(kind), error, state, repeat)
    for kind, state in itertools.product(list(CLASSES)[1:], STATES):
        yield threshold_case(kind, rule_of(kind), series([11.0, 12.0, 13.0]), state)


LEAVES = {
    'alarm': [11.0, 12.0], 'ok': [1.0, 2.0], 'unknown': [], 'mixed alarm': [1.0, 11.0],
    'mixed ok': [11.0, 1.0],
}


class Extensions:
    def __init__(self, made):
        self.made = made

    def __contains__(self, kind):
        return kind in self.made

    def __getitem__(self, kind):
        return types.SimpleNamespace(obj=self.made[kind])


class Leaf:
    """An evaluator that reads the points of the rule it is given."""

    def __init__(self, recording):
        self.real = prepared(gnocchi.GnocchiResourceThresholdEvaluator, recording)

    def evaluate_rule(self, rule):
        self.real._gnocchi_client = Gnocchi(series(LEAVES[rule['resource_id']]))
        return self.real.evaluate_rule(rule)


def leaf_rule(name):
    kind = 'gnocchi_resources_threshold'
    return {**rule_of(kind, periods=2), 'resource_id': name, 'type': kind}


def tree_of(shape, names):
    if isinstance(shape, str):
        return leaf_rule(next(names))
    (operator, parts), = shape.items()
    return {operator: [tree_of(part, names) for part in parts]}


def composite_case(shape, names, state, repeat=False):
    recording = Recording()
    made = prepared(composite.CompositeEvaluator, recording)
    made._threshold_evaluators = Extensions({'gnocchi_resources_threshold': Leaf(recording)})
    made.rule_name_prefix = 'rule'
    alarm = Alarm(tree_of(shape, iter(names)), state, repeat)
    made.evaluate(alarm)
    found = outcome(alarm, recording)
    if found['notified']:
        found['notified']['reason_data']['causative_rules'] = sorted(
            found['notified']['reason_data']['causative_rules'])
    return {'shape': shape, 'leaves': names, 'state': state, 'repeat': repeat, 'outcome': found}


def composites():
    two = [{'and': ['', '']}, {'or': ['', '']}]
    for shape, names, state in itertools.product(two, itertools.product(LEAVES, repeat=2), STATES):
        yield composite_case(shape, list(names), state)
        yield composite_case(shape, list(names), state, True)
    three = [{'or': ['', {'and': ['', '']}]}, {'and': [{'or': ['', '']}, '']}]
    settled = ('alarm', 'ok', 'unknown')
    for shape, names, state in itertools.product(three, itertools.product(settled, repeat=3), STATES):
        yield composite_case(shape, list(names), state)
    for state in STATES:
        yield composite_case({'or': [''] * 11}, ['ok'] * 9 + ['alarm'] * 2, state)


def member(name, status='ERROR', up=True, created='2026-11-27T11:00:00'):
    return {'id': name, 'operating_status': status, 'admin_state_up': up, 'created_at': created, 'weight': 1}


MEMBERS = [
    [], [member('m1', 'ONLINE')], [member('m1')], [member('m1'), member('m2', 'ONLINE'), member('m3')],
    [member('m1', up=False)], [member('m1', created='2026-11-27T11:58:31')],
    [member('m1', created='2026-11-27T11:58:30')], [member('m1', created='not a time')],
    [member('m1', created='2026-11-27 10:00:00.123+02:00')],
]


def member_healths():
    rule = {'pool_id': 'pool', 'stack_id': 'stack', 'autoscaling_group_id': 'group'}
    for members, state, repeat in itertools.product([*MEMBERS, None], STATES, (False, True)):
        recording = Recording()
        made = prepared(loadbalancer.LoadBalancerMemberHealthEvaluator, recording)

        def member_list(_, members=members):
            if members is None:
                raise RuntimeError('no answer')
            return {'members': members}

        made._lb_client = types.SimpleNamespace(member_list=member_list)
        alarm = Alarm(rule, state, repeat)
        made.evaluate(alarm)
        yield {'rule': rule, 'members': members, 'state': state, 'repeat': repeat,
               'outcome': outcome(alarm, recording)}


ANSWERS = [['7', '6.5'], ['7', '3'], ['3', '7'], [], ['NaN'], ['3', '4'], ['+Inf'], ['1e3']]


def prometheuses():
    rule = {'comparison_operator': 'gt', 'threshold': 5.0, 'query': 'up'}
    for answer, state, repeat in itertools.product(ANSWERS, STATES, (False, True)):
        recording = Recording()
        made = prepared(prometheus.PrometheusEvaluator, recording)
        metrics = [types.SimpleNamespace(value=value) for value in answer]
        made._prom = types.SimpleNamespace(query=types.SimpleNamespace(query=lambda _, m=metrics: m))
        alarm = Alarm(rule, state, repeat)
        made.evaluate(alarm)
        yield {'rule': rule, 'answer': answer, 'state': state, 'repeat': repeat,
               'outcome': outcome(alarm, recording)}


def constraint(start, duration, timezone=''):
    return {'name': 'c', 'description': '', 'start': start, 'duration': duration, 'timezone': timezone}


LJUBLJANA = 'Europe/Ljubljana'


def every(minutes, begin, end):
    at = datetime.datetime.fromisoformat(begin)
    while at <= datetime.datetime.fromisoformat(end):
        yield at.isoformat()
        at += datetime.timedelta(minutes=minutes)


def constraint_questions():
    noon = constraint('0 12 * * *', 3600)
    for at in ('11:59:00', '11:59:30', '12:00:00', '12:30:00', '13:00:00', '13:00:01'):
        yield noon, f'2026-11-27T{at}'
    eleven = constraint('0 11 * * *', 3600, LJUBLJANA)
    for at in ('2026-01-15T10:30:00', '2026-07-15T09:30:00', '2026-07-15T10:30:00'):
        yield eleven, at
    last_day = constraint('0 11 31 * *', 10)
    for at in ('2026-01-31T11:00:05', '2026-02-28T11:00:05', '2026-03-31T11:00:11'):
        yield last_day, at
    half_past_two = constraint('30 2 * * *', 3600, LJUBLJANA)
    for at in every(15, '2026-03-28T23:45:00', '2026-03-29T04:00:00'):
        yield half_past_two, at
    for at in every(15, '2026-10-24T23:45:00', '2026-10-25T04:00:00'):
        yield half_past_two, at
    quarter = constraint('*/15 2 * * *', 300, LJUBLJANA)
    for at in every(7, '2026-03-28T23:45:00', '2026-03-29T03:00:00'):
        yield quarter, at
    for at in every(7, '2026-10-24T23:45:00', '2026-10-25T03:00:00'):
        yield quarter, at
    night = constraint('0 23 * * *', 7200)
    for at in ('2026-11-27T22:00:00', '2026-11-27T23:30:00', '2026-11-28T00:30:00', '2026-11-28T01:00:01'):
        yield night, at
    for at in ('2026-11-27T12:10:30', '2026-11-27T12:11:30'):
        yield constraint('*/10 * * * *', 60), at
    for start in ('0 12 * * mon-fri', '0 12 1,15 * 5', '0 12 * jan,nov *', '0 12 l * *', '0 12 * * 5#4',
                  '0 12 * * l5', '0 12 * * 7', '@daily', '@hourly', '0 12 * * * 30', '0 12 27 11 * 0 2026',
                  '0 12 15w * *', '0-59/20 * * * *', '5/20 * * * *', '0 12 ? * 5', '0 22-2 * * *', '0 12 * * fri-mon',
                  '10-50/20 */6 * * *', '50-10/5 12 * * *', '0 12 * 10-2/2 *'):
        for at in ('2026-11-27T12:30:00', '2026-11-29T12:30:00', '2026-11-30T12:30:00', '2026-11-16T12:30:00',
                   '2026-11-27T00:10:00', '2026-11-15T12:45:00'):
            yield constraint(start, 3600), at


def constraints():
    for asked, at in constraint_questions():
        timeutils.set_time_override(datetime.datetime.fromisoformat(at))
        alarm = Alarm({}, 'ok', constraints=[asked])
        try:
            inside = evaluator.Evaluator.within_time_constraint(alarm)
        except CroniterBadDateError:
            inside = None
        yield {'constraint': asked, 'at': at + 'Z', 'inside': inside}
    timeutils.set_time_override(NOW)


def plain(value):
    """NaN and infinities as text, which JSON has no number for."""
    if isinstance(value, float) and (value != value or value in (float('inf'), float('-inf'))):
        return {'float': str(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


timeutils.set_time_override(NOW)
parts = {
    'thresholds': thresholds, 'composites': composites, 'member_healths': member_healths,
    'prometheuses': prometheuses, 'constraints': constraints,
}
print('{')
print(f'"aodh": {json.dumps(importlib.metadata.version("aodh"))}, "now": "{NOW.isoformat()}Z"', end='')
for name, cases in parts.items():
    lines = ',\n'.join(json.dumps(plain(case)) for case in cases())
    print(f',\n"{name}": [\n{lines}\n]', end='')
print('\n}')

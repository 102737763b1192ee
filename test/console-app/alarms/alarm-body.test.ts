import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  commandOf,
  conditionProblem,
  eventRuleOf,
  refusedField,
} from '../../../console/src/screens/alarms/editor/alarm-body.ts';
import {
  beginningForm,
  emptyForm,
  formOf,
} from '../../../console/src/screens/alarms/editor/alarm-form.ts';
import { alarm as alarmSchema } from '../../../console/src/api/alarms.ts';
import { readAlarm } from '../../../functions/alarming/http/read-alarm.ts';
import { alarmView } from '../../../functions/alarming/http/alarm-view.ts';
import { dumps, loads } from '../../../functions/platform/core/python-json.ts';
import { anAlarm } from '../../alarming/support/alarm.ts';

const webhook = 'https://taibai.example/v1/webhooks/3f5c2f8e-1111/invoke';
const gnocchi = {
  granularity: 60,
  comparison_operator: 'gt',
  threshold: 80.5,
  aggregation_method: 'mean',
  evaluation_periods: 3,
};
const rules = [
  {
    type: 'gnocchi_resources_threshold',
    document: { ...gnocchi, metric: 'cpu', resource_id: 'r1', resource_type: 'instance' },
  },
  {
    type: 'gnocchi_aggregation_by_metrics_threshold',
    document: { ...gnocchi, metrics: ['m1', 'm2'] },
  },
  {
    type: 'gnocchi_aggregation_by_resources_threshold',
    document: { ...gnocchi, metric: 'cpu', query: '{"=": {"a": "b"}}', resource_type: 'instance' },
  },
  { type: 'prometheus', document: { comparison_operator: 'lt', threshold: 1, query: 'up' } },
  {
    type: 'loadbalancer_member_health',
    document: { pool_id: 'p', stack_id: 's', autoscaling_group_id: 'g' },
  },
  {
    type: 'composite',
    document: {
      or: [{ type: 'prometheus', comparison_operator: 'lt', threshold: 1, query: 'up' }],
    },
  },
  {
    type: 'event',
    event: {
      eventType: 'compute.*',
      query: [{ field: 'traits.a', op: 'ge', type: 'integer', value: '4' }],
    },
  },
] as const;

/** What a client of the API gets. */
const shown = (alarm: Parameters<typeof alarmView>[0]) =>
  alarmSchema.parse(JSON.parse(dumps(alarmView(alarm))));

const written = (body: unknown) => readAlarm(loads(JSON.stringify(body)));

describe('an alarm that is edited and saved unchanged', () => {
  it.each(rules)('keeps its rule of type $type', (rule) => {
    const before = shown(
      anAlarm({
        rule,
        alarmActions: [webhook, 'log://'],
        okActions: ['https://receiver.example/ok'],
        severity: 'critical',
        timeConstraints: [
          { name: 'day', description: '', start: '0 8 * * *', durationSeconds: 60, timezone: '' },
        ],
      }),
    );
    expect(written(bodyOf(formOf(before), before))).toEqual(
      written({ ...before, project_id: undefined, user_id: undefined }),
    );
  });
});

describe('an alarm that is typed', () => {
  it('begins with what the address names', () => {
    const body = bodyOf(beginningForm({ name: 'n', type: 'a.*' }, webhook));
    expect(written(body)).toMatchObject({
      name: 'n',
      rule: { type: 'event', event: { eventType: 'a.*', query: [] } },
      alarmActions: [webhook],
    });
  });

  it('leaves a number that is none to the API, which says what it expects', () => {
    const form = {
      ...emptyForm,
      name: 'n',
      type: 'prometheus',
      fields: { query: 'up', threshold: 'x' },
    };
    expect(() => written(bodyOf(form))).toThrow(/could not convert string to float: 'x'/);
  });

  it('is judged without the conditions that the API would refuse', () => {
    const good = { field: 'traits.a', op: 'eq', type: 'string', value: 'x' };
    const bad = { field: 'traits.b', op: 'eq', type: 'integer', value: 'x' };
    expect(conditionProblem(good)).toBeUndefined();
    expect(conditionProblem(bad)).toMatch(/Unable to convert the value x/);
    expect(eventRuleOf({ eventType: '*', conditions: [good, bad] }).query).toEqual([good]);
  });
});

describe('the command for an alarm', () => {
  const form = {
    ...emptyForm,
    name: "it's mine",
    eventType: 'a.*',
    conditions: [{ field: 'traits.a', op: 'ge', type: 'integer', value: '4' }],
    actions: [{ state: 'alarm', kind: 'webhook', url: webhook } as const],
  };

  it('quotes what a shell would read', () => {
    expect(commandOf(form)).toContain("--name 'it'\\''s mine'");
    expect(commandOf(form)).toContain("--query 'traits.a>=integer::4'");
  });

  it('asks for the address of a webhook, which is a secret', () => {
    expect(commandOf(form)).not.toContain('/v1/webhooks/');
    expect(commandOf(form)).toContain('openstack webhook show 3f5c2f8e-1111');
  });
});

it.each([
  ["Invalid input for field/attribute name. Value: 'None'. Mandatory field missing.", 'name'],
  ['Unsupported action zaqar://q: this cloud has no Zaqar', 'actions'],
  ['The data type x is not supported. The supported data type list is: []', 'query'],
  ["Invalid input for field/attribute data. Value: '{'alarm_actions': []}'. unable to", undefined],
  ['Alarm quota exceeded', undefined],
])('the refusal "%s" is shown at %s', (message, field) => {
  expect(refusedField(message)).toBe(field);
});

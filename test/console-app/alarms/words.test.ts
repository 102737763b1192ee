import { describe, expect, it } from 'vitest';
import { diagnosisRows } from '../../../console/src/screens/alarms/diagnosis-rows.ts';
import { changeWords } from '../../../console/src/screens/alarms/history-words.ts';
import { ruleWords } from '../../../console/src/parts/rule-words.ts';

const gnocchi = {
  granularity: 60,
  comparison_operator: 'gt',
  threshold: 80,
  aggregation_method: 'mean',
  evaluation_periods: 3,
};

describe('the rule of an alarm in words', () => {
  it.each([
    ['event', { event_type: '*', query: [] }, 'When any event comes'],
    ['event', { event_type: '', query: [] }, 'When no event comes'],
    [
      'event',
      {
        event_type: 'a.*',
        query: [
          { field: 'traits.x', op: 'ne', type: '', value: 'y' },
          { field: 'raw.z', op: 'ge', type: 'integer', value: '3' },
        ],
      },
      'When an event a.* has x ≠ “y” and raw.z ≥ integer 3',
    ],
    [
      'gnocchi_resources_threshold',
      { ...gnocchi, metric: 'cpu', resource_id: 'r', resource_type: 'instance' },
      'When mean of cpu of instance r > 80 over 3 periods of 60 s each',
    ],
    [
      'gnocchi_aggregation_by_metrics_threshold',
      { ...gnocchi, evaluation_periods: 1, metrics: ['a', 'b'] },
      'When mean of 2 metrics > 80 over 60 s',
    ],
    [
      'composite',
      {
        or: [
          { type: 'prometheus', query: 'up', comparison_operator: 'lt', threshold: 1 },
          {
            and: [
              { type: 'prometheus', query: 'a', comparison_operator: 'gt', threshold: 2 },
              { type: 'prometheus', query: 'b', comparison_operator: 'eq', threshold: 3 },
            ],
          },
        ],
      },
      'When up < 1 or (a > 2 and b = 3)',
    ],
  ])('of type %s', (type, rule, words) => {
    expect(ruleWords(type, rule)).toBe(words);
  });

  it('is JSON where it is not understood', () => {
    expect(ruleWords('event', { other: 1 })).toBe('{"other":1}');
    expect(ruleWords('composite', { or: [{ type: 'prometheus' }] })).toBe(
      '{"or":[{"type":"prometheus"}]}',
    );
  });
});

describe('a change of an alarm in words', () => {
  it.each([
    ['state transition', '{"state": "alarm", "transition_reason": "why"}', 'State alarm: why'],
    ['state transition', '{"state": "ok", "state_reason": "by hand"}', 'State ok: by hand'],
    ['creation', '{"name": "n"}', 'Made as n'],
    [
      'rule change',
      '{"repeat_actions": true, "severity": "low"}',
      'repeat actions: true; severity: low',
    ],
    ['rule change', 'not json', 'not json'],
  ])('%s %s', (type, detail, words) => {
    expect(changeWords({ type, detail })).toBe(words);
  });
});

describe('a diagnosis', () => {
  const calm = {
    type: 'event',
    enabled: true,
    state: 'ok',
    state_since: '2026-11-27T10:00:00',
    repeat_actions: false,
    armed: null,
    rule: { place: 'own', settlement: 'settled', settled_at: '2026-11-27T10:00:00' },
    last_firing: null,
    deliveries: { delivered: 3 },
    hits_without_effect: {},
    events: { examined: 10, complete: true, matched: 2, near_misses: [] },
  };
  const questions = (change: object) =>
    diagnosisRows({ ...calm, ...change })
      .filter(({ good }) => !good)
      .map(({ what }) => what);

  it('has nothing in question where nothing is wrong', () => {
    expect(questions({})).toEqual([]);
  });

  it.each([
    [{ enabled: false }, 'Enabled'],
    [{ state: 'alarm' }, 'State'],
    [{ rule: { place: null, settlement: 'unsettled', settled_at: null } }, 'Rule on the bus'],
    [{ hits_without_effect: { 'in-alarm': 2 } }, 'Hit without effect, 24 h'],
    [{ deliveries: { dead: 1 } }, 'Deliveries, 24 h'],
    [{ events: { ...calm.events, matched: 0 } }, 'Events that match, 24 h'],
  ])('puts in question %j', (change, what) => {
    expect(questions(change)).toEqual([what]);
  });

  it('does not hold the state alarm against an alarm that repeats its actions', () => {
    expect(questions({ state: 'alarm', repeat_actions: true })).toEqual([]);
  });

  it('has what an alarm on measures finds, with each of its rules', () => {
    const rules = [{ name: 'rule1', code: 'too-few-windows', words: '1 of 3 windows' }];
    const measures = { code: 'unknown', words: '3 datapoints are unknown', rules };
    expect(questions({ measures })).toEqual(['Measures', 'Measures of rule1']);
    expect(questions({ measures: { code: 'settled', words: 'w', rules: [] } })).toEqual([]);
  });

  it('leads to an event that missed narrowly', () => {
    const example = { message_id: 'm1', words: 'w' };
    const events = { ...calm.events, near_misses: [{ code: 'other-kind', count: 4, example }] };
    expect(diagnosisRows({ ...calm, events }).at(-1)).toMatchObject({
      good: false,
      messageId: 'm1',
      found: '4 ×: w',
    });
  });
});

import * as z from 'zod';
import type { Sample } from '../../../platform/http/api-answers.ts';
import { alarmTypes } from '../read-rule.ts';
import { state, time } from './alarm-views.ts';
import { firings } from './chain-views.ts';
import * as ids from './examples.ts';
import { measureDiagnosis } from './measure-views.ts';

const value = z.strictObject({ type: z.string(), value: z.string() });
const words = z.string().meta({ description: 'A sentence.' });
const hint = z.string().nullable().meta({ description: 'What would have matched.' });

const part = z
  .union([
    z.strictObject({
      part: z.literal('event_type'),
      holds: z.boolean(),
      code: z.enum(['matches', 'other-type', 'type-has-suffix']),
      expected: z.string(),
      found: z.string(),
      words,
      hint,
    }),
    z.strictObject({
      part: z.int().min(0).meta({ description: 'The condition’s index in the rule.' }),
      field: z.string(),
      op: z.string(),
      type: z.string(),
      holds: z.boolean(),
      code: z.enum([
        'missing',
        'other-kind',
        'compared',
        'unreadable-condition',
        'boolean-has-no-order',
      ]),
      expected: value,
      found: value.nullable(),
      words,
      hint,
    }),
  ])
  .meta({ id: 'ExplainedPart', description: 'What a part of a rule makes of an event.' });

const reason = <Code extends string, Fields extends z.ZodRawShape>(code: Code, fields: Fields) =>
  z.strictObject({ code: z.literal(code), ...fields, words });

const reasons = z
  .union([
    reason('other-project', { project_id: z.string() }),
    reason('not-evaluated', { type: z.string() }),
    reason('disabled', { since: time }),
    reason('rule-not-effective', {
      accepted_at: time,
      settled_at: time.nullable(),
      certainty: z.enum(['certain', 'maybe']),
      counts: z.boolean(),
    }),
    reason('event-type', {}),
    reason('condition', { part: z.int().min(0) }),
    reason('in-alarm', { since: time, state_reason: z.string() }),
    reason('counted', { event_id: z.string(), at: time, acceptance_id: z.string().nullable() }),
    reason('not-created', {}),
    reason('older-than-history', {}),
  ])
  .meta({ id: 'ExplainedReason', description: 'What keeps an alarm from firing.' });

const verdict = z.enum(['fires', 'no-effect', 'near-miss', 'miss', 'not-considered']);

const explained = z
  .strictObject({
    alarm_id: z.string().nullable().meta({ description: 'Null of a draft.' }),
    name: z.string(),
    verdict,
    would: z.enum(['fire', 'nothing']),
    parts: z.array(part),
    reasons: z.array(reasons),
    words,
    time_constraint: z
      .strictObject({ inside: z.boolean(), counts: z.boolean(), next_opening: time.nullable() })
      .nullable(),
    actual: firings.meta({ description: 'What happened; of `then` only.' }),
    measures: measureDiagnosis.nullable().meta({
      description:
        'What an alarm on measures finds now: of one that is named or a draft, and of the first 20 with `all`. Null of `then` and of alarms on events.',
    }),
    difference: z
      .strictObject({
        code: z.enum([
          're-sent',
          'set-by-hand',
          'rule-late',
          'concurrent-events',
          'older-than-history',
          'unknown',
        ]),
        words,
      })
      .nullable()
      .optional()
      .meta({ description: 'Why that was something else; of `then` only.' }),
  })
  .meta({ id: 'ExplainedAlarm' });

export const explanation: Sample = {
  schema: z
    .strictObject({
      event: z.strictObject({
        message_id: z.string(),
        event_type: z.string(),
        accepted_at: time.nullable(),
        acceptance_id: z.string().nullable(),
        replay_of: z.string().nullable(),
      }),
      alarms: z.array(explained),
      misses: z.int().min(0),
      next: z.string().nullable().meta({ description: 'The marker to go on with.' }),
    })
    .meta({ id: 'Explanation', description: 'What an event does to alarms, and why.' }),
  example: {
    event: {
      message_id: ids.messageId,
      event_type: 'compute.instance.delete.end',
      accepted_at: ids.when,
      acceptance_id: ids.acceptanceId,
      replay_of: null,
    },
    alarms: [
      {
        alarm_id: ids.alarmId,
        name: 'instance-deleted',
        verdict: 'near-miss',
        would: 'nothing',
        parts: [
          {
            part: 'event_type',
            holds: true,
            code: 'matches',
            expected: 'compute.instance.delete.*',
            found: 'compute.instance.delete.end',
            words: 'The event type matches.',
            hint: null,
          },
          {
            part: 0,
            field: 'traits.memory_mb',
            op: 'ge',
            type: 'integer',
            holds: false,
            code: 'compared',
            expected: { type: 'integer', value: '512' },
            found: { type: 'integer', value: '256' },
            words: 'traits.memory_mb is the integer 256, not at least the integer 512.',
            hint: null,
          },
        ],
        reasons: [{ code: 'condition', part: 0, words: 'A condition does not hold.' }],
        words: 'One condition does not hold.',
        time_constraint: null,
        actual: [],
        measures: null,
      },
    ],
    misses: 0,
    next: null,
  },
};

const noted = z.strictObject({
  event_id: z.string(),
  at: time,
  type: z.string(),
  user_id: z.string(),
  detail: z.string().nullable(),
});

const count = z.int().min(0);

export const diagnosis: Sample = {
  schema: z
    .strictObject({
      alarm_id: z.string(),
      name: z.string(),
      type: z.enum(alarmTypes),
      enabled: z.boolean(),
      state,
      state_since: time,
      state_reason: z.string(),
      repeat_actions: z.boolean().nullable(),
      armed: noted.nullable(),
      rule: z.strictObject({
        place: z
          .enum(['own', 'shared'])
          .nullable()
          .meta({ description: 'Where the bus has the rule.' }),
        settlement: z.enum(['settled', 'unsettled', 'unknown']),
        settled_at: time.nullable(),
      }),
      last_firing: noted.nullable(),
      since: time,
      deliveries: z.record(z.string(), count).meta({ description: 'How many in each state.' }),
      hits_without_effect: z.record(z.string(), count).meta({ description: 'How many, by why.' }),
      events: z
        .strictObject({
          examined: count,
          complete: z.boolean(),
          matched: count,
          near_misses: z.array(
            z.strictObject({
              code: z.string(),
              count,
              example: z.strictObject({ message_id: z.string(), accepted_at: time, words }),
            }),
          ),
        })
        .nullable()
        .meta({ description: 'Null if the deployment does not store events.' }),
      measures: measureDiagnosis.nullable().meta({ description: 'Null for an alarm on events.' }),
    })
    .meta({ id: 'Diagnosis', description: 'Why an alarm does not fire.' }),
  example: {
    alarm_id: ids.alarmId,
    name: 'instance-deleted',
    type: 'event',
    enabled: true,
    state: 'insufficient data',
    state_since: ids.when,
    state_reason: 'Not evaluated yet',
    repeat_actions: true,
    armed: {
      event_id: ids.changeId,
      at: ids.when,
      type: 'creation',
      user_id: ids.userId,
      detail: null,
    },
    rule: { place: 'own', settlement: 'settled', settled_at: ids.when },
    last_firing: null,
    since: '2026-11-26T09:30:00.123456',
    deliveries: {},
    hits_without_effect: {},
    events: { examined: 12, complete: true, matched: 0, near_misses: [] },
    measures: null,
  },
};

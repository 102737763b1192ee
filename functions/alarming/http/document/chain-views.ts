import * as z from 'zod';
import type { Sample } from '../../../platform/http/api-answers.ts';
import { state, time } from './alarm-views.ts';
import { attemptExample, attempts, deliveryState } from './delivery-views.ts';
import * as ids from './examples.ts';

const action = { position: z.int().min(0), url: z.string() };

const effect = z
  .union([
    z.strictObject({
      ...action,
      kind: z.literal('delivery'),
      delivery_id: z.string(),
      state: deliveryState.nullable().meta({ description: 'Null until it is recorded.' }),
      attempts,
    }),
    z.strictObject({
      ...action,
      kind: z.literal('execution'),
      execution_id: z.string(),
      function_id: z.string().nullable(),
      status: z.string().nullable().meta({ description: 'Null until the execution is recorded.' }),
      result: z.string().nullable(),
      created_at: time.nullable(),
      updated_at: time.nullable(),
    }),
  ])
  .meta({ id: 'AlarmEffect', description: 'What became of an alarm’s action.' });

const replayOf = z
  .string()
  .nullable()
  .meta({ description: 'The acceptance that a replay repeated.' });

const shownFiring = {
  event_id: z.string().meta({ description: 'The history entry of the firing.' }),
  alarm_id: z.string(),
  name: z.string(),
  at: time,
  acceptance_id: z.string().nullable().meta({ description: 'Null if no event led to it.' }),
  replay_of: replayOf,
  previous: state,
  current: state,
  reason: z.string(),
  actions: z.array(effect),
};

export const firing = z.strictObject(shownFiring).meta({
  id: 'AlarmFiring',
  description: 'A state transition of an alarm, with what became of its actions.',
});
export const firings = z.array(firing);

export const firingExample = {
  event_id: ids.changeId,
  alarm_id: ids.alarmId,
  name: 'instance-deleted',
  at: ids.when,
  acceptance_id: ids.acceptanceId,
  replay_of: null,
  previous: 'insufficient data',
  current: 'alarm',
  reason: 'Event hits the query.',
  actions: [
    {
      position: 0,
      url: 'https://hooks.example.com/deleted',
      kind: 'delivery',
      delivery_id: ids.deliveryId,
      state: 'delivered',
      attempts: [attemptExample],
    },
  ],
};

const hit = z.union([
  z.strictObject({ outcome: z.literal('fired'), ...shownFiring }),
  z.strictObject({
    outcome: z.enum(['in-alarm', 'counted', 'disabled']),
    alarm_id: z.string(),
    name: z.string().nullable(),
    at: time,
    acceptance_id: z.string(),
    replay_of: replayOf,
    event_id: z.string().nullable(),
    reason: z.string(),
    actions: z.array(z.unknown()).max(0),
  }),
]);

export const chain: Sample = {
  schema: z
    .strictObject({
      message_id: z.string(),
      stored: z.boolean(),
      event_type: z.string().nullable(),
      acceptances: z.array(
        z.strictObject({
          accepted_at: time,
          acceptance_id: z.string(),
          replay_of: z.string().nullable(),
        }),
      ),
      alarms: z.array(hit),
      truncated: z.boolean().meta({ description: 'Whether there is more than is shown.' }),
    })
    .meta({ id: 'EventChain', description: 'What followed from an event.' }),
  example: {
    message_id: ids.messageId,
    stored: true,
    event_type: 'compute.instance.delete.end',
    acceptances: [{ accepted_at: ids.when, acceptance_id: ids.acceptanceId, replay_of: null }],
    alarms: [{ outcome: 'fired', ...firingExample }],
    truncated: false,
  },
};

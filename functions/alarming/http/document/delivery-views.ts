import * as z from 'zod';
import { deliveryStates } from '../../core/delivery/delivery.ts';
import type { Sample } from '../../../platform/http/api-answers.ts';
import { time } from './alarm-views.ts';
import * as ids from './examples.ts';

export const deliveryState = z.enum(deliveryStates);

const attempt = z.strictObject({
  attempt: z.int().min(1),
  at: time,
  outcome: z.enum(['delivered', 'rejected', 'logged', 'refused', 'unreachable', 'timed-out']),
  status: z.int().nullable().meta({ description: 'The receiver’s, if it answered.' }),
  reason: z.string().nullable().meta({ description: 'Why there is no status.' }),
  latency_ms: z.number(),
  answer: z.string().meta({ description: 'The beginning of what the receiver answered.' }),
});

export const attempts = z.array(attempt);

export const attemptExample = {
  attempt: 1,
  at: ids.when,
  outcome: 'delivered',
  status: 200,
  reason: null,
  latency_ms: 84,
  answer: 'ok',
};

export const delivery: Sample = {
  schema: z
    .strictObject({
      delivery_id: z.string(),
      alarm_id: z.string(),
      event_id: z.string().meta({ description: 'The history entry of the firing.' }),
      message_id: z.string().nullable().meta({ description: 'The event that it follows from.' }),
      acceptance_id: z.string().nullable(),
      position: z.int().min(0).meta({ description: 'The action’s index in the alarm’s list.' }),
      url: z.string().meta({ description: 'Without the secrets in it.' }),
      state: deliveryState,
      created_at: time,
      updated_at: time,
      attempts,
    })
    .meta({ id: 'Delivery', description: 'What became of an alarm’s action.' }),
  example: {
    delivery_id: ids.deliveryId,
    alarm_id: ids.alarmId,
    event_id: ids.changeId,
    message_id: ids.messageId,
    acceptance_id: ids.acceptanceId,
    position: 0,
    url: 'https://hooks.example.com/deleted',
    state: 'delivered',
    created_at: ids.when,
    updated_at: ids.when,
    attempts: [attemptExample],
  },
};

export const signing: Sample = {
  schema: z
    .strictObject({
      generation: z.int(),
      secret: z.string().meta({ description: 'Deliveries are signed with it.' }),
      previous_secret: z.string().nullable(),
      previous_until: time.nullable().meta({ description: 'Until then the previous one counts.' }),
    })
    .meta({ id: 'SigningSecret' }),
  example: {
    generation: 1,
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    previous_secret: null,
    previous_until: null,
  },
};

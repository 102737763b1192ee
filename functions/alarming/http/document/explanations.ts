import * as z from 'zod';
import { alarmLimits } from '../../core/alarm-limits.ts';
import { eventLimits } from '../../../events/core/event-limits.ts';
import { json } from '../../../platform/http/api-document.ts';
import { operations, redirected, shown } from '../../../platform/http/api-answers.ts';
import { alarmDraft } from './alarm-body.ts';
import { chain } from './chain-views.ts';
import { boolean } from './converted.ts';
import * as ids from './examples.ts';
import { diagnosis, explanation } from './explain-views.ts';
import { when } from './queries.ts';

const id = z.string().max(alarmLimits.idCharacters);
const messageId = z.string().max(eventLimits.nameCharacters);
const none = z.null().optional();

/** Exactly one of three says which event is meant. */
const events = [
  { event: z.looseObject({}), message_id: none, acceptance_id: none },
  { event: none, message_id: messageId, acceptance_id: none },
  { event: none, message_id: none, acceptance_id: id },
];
/** One alarm, a draft of one, or all of the project, a page after `marker`. */
const alarms = [
  { alarm_id: id, alarm: none },
  { alarm_id: none, alarm: alarmDraft },
  { alarm_id: none, alarm: none },
];

const question = z
  .union(
    events.flatMap((event) =>
      alarms.map((alarm) =>
        z.strictObject({
          ...event,
          ...alarm,
          when: when.when.schema.nullish(),
          all: boolean.nullish().meta({ description: 'Also alarms that the event misses.' }),
          marker: id.nullish(),
        }),
      ),
    ),
  )
  .meta({
    id: 'Question',
    description: '`then` needs an event that was accepted, and alarms that exist.',
  });

const eventPath = {
  id: { description: 'The event’s message id.', schema: messageId, example: ids.messageId },
};

const chainOperation = {
  summary: 'Show what followed from an event',
  path: eventPath,
  answers: { 200: shown('What followed.', chain), 302: redirected },
  refusals: [403, 404],
};

const eventExplanation = {
  summary: 'Explain what a stored event does to the alarms of its project',
  path: eventPath,
  query: {
    ...when,
    all: {
      description: 'Also alarms that the event misses.',
      schema: z.enum(['true', 'false']),
      example: 'true',
    },
    marker: { description: '`next` of the page before.', schema: id },
  },
  answers: { 200: shown('The explanation.', explanation), 302: redirected },
  refusals: [403, 404, 409],
};

export const explanations = operations('Explanations', {
  'GET /alarming/v2/alarms/{id}/explain': {
    summary: 'Explain what a stored event does to an alarm',
    query: {
      message_id: {
        description: 'Of the event; this or `acceptance_id`.',
        schema: messageId,
        example: ids.messageId,
      },
      acceptance_id: { description: 'Of one acceptance of the event.', schema: id },
      ...when,
    },
    answers: { 200: shown('The explanation.', explanation), 302: redirected },
    refusals: [403, 404, 409],
  },
  'GET /alarming/v2/alarms/{id}/diagnosis': {
    summary: 'Say why an alarm does not fire',
    description: 'Counts what came in the last day.',
    answers: { 200: shown('The diagnosis.', diagnosis), 302: redirected },
    refusals: [403, 404],
  },
  'POST /alarming/v2/explain': {
    summary: 'Explain what an event does, or would do, to alarms',
    description: 'The event and the alarm may be given without being stored.',
    body: json(question, { message_id: ids.messageId, alarm_id: ids.alarmId, when: 'then' }),
    answers: { 200: shown('The explanation.', explanation) },
    refusals: [403, 404, 409, 413],
  },
  'GET /alarming/v2/events/{id}/chain': chainOperation,
  'GET /alarming/v2/events/{id}/explain': eventExplanation,
  'GET /events/v2/events/{id}/chain': chainOperation,
  'GET /events/v2/events/{id}/explain': eventExplanation,
});

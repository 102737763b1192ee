import * as z from 'zod';
import { alarmLimits } from '../../core/alarm-limits.ts';
import type { ApiParameters } from '../../../platform/http/api-document.ts';
import { deliveryState } from './delivery-views.ts';

const filters = (value: z.ZodString) => z.array(value).max(alarmLimits.filters);

/** The n-th values of `q.field`, `q.op`, `q.value` and `q.type` form the n-th filter. */
export const list = (fields: readonly string[], ops: readonly string[], sorts: string) => ({
  'q.field': {
    description: 'What the n-th filter compares.',
    schema: z.array(z.enum(fields)).max(alarmLimits.filters),
  },
  'q.op': {
    description: 'How; equal by default.',
    schema: z.array(z.enum(['', ...ops])).max(alarmLimits.filters),
  },
  'q.value': {
    description: 'With what.',
    schema: filters(z.string().max(alarmLimits.valueCharacters)),
  },
  'q.type': {
    description: 'The type of the value; text by default.',
    schema: z
      .array(z.enum(['', 'integer', 'float', 'string', 'boolean', 'datetime']))
      .max(alarmLimits.filters),
  },
  sort: {
    description: 'Keys to sort by, each with `:asc` or `:desc`; newest first by default.',
    schema: z
      .array(z.string().regex(new RegExp(`^(${sorts})(:(asc|desc)?)?$`)))
      .max(alarmLimits.sortKeys),
    example: ['timestamp:desc'],
  },
  limit: {
    description: 'At most as many.',
    schema: z.int().min(0).max(999_999_999_999_999),
    example: 100,
  },
  marker: { description: 'The id of the last one of the page before.', schema: z.string() },
});

export const alarmList: ApiParameters = list(
  [
    'all_projects',
    'user_id',
    'project_id',
    'type',
    'name',
    'enabled',
    'state',
    'severity',
    'timestamp',
    'repeat_actions',
  ],
  ['eq'],
  'alarm_id|enabled|name|type|severity|timestamp|user_id|project_id|state|repeat_actions|state_timestamp',
);

export const historyList: ApiParameters = list(
  ['project_id', 'project', 'user_id', 'user', 'type', 'severity', 'timestamp', 'search_offset'],
  ['eq', 'lt', 'le', 'gt', 'ge'],
  'event_id|alarm_id|on_behalf_of|project_id|user_id|type|timestamp|severity',
);

const alarm = z.string().max(alarmLimits.idCharacters);
const limit = z.int().min(1).max(1000);
const since = z.string().meta({ format: 'date-time' });

/** In the query of a list, and in the body that says what to redeliver. */
export const deliveryFilter = {
  alarm: { description: 'Of this alarm.', schema: alarm },
  state: { description: 'In this state.', schema: deliveryState },
  since: { description: 'Since then; in UTC unless it names a zone.', schema: since },
  limit: { description: 'At most as many; 100 by default.', schema: limit, example: 100 },
} satisfies ApiParameters;

export const deliveryPage: ApiParameters = {
  ...deliveryFilter,
  marker: { description: 'The id of the last one of the page before.', schema: z.string() },
};

export const complexQuery = z
  .strictObject({
    filter: z.string().nullish().meta({
      format: 'json-text',
      description:
        'JSON text: `{"=": {"state": "alarm"}}`, combined by `and`, `or` (of at least two) and `not`; operators `=`, `!=`, `<`, `<=`, `>`, `>=`, `in` and `=~`.',
    }),
    orderby: z.string().nullish().meta({
      format: 'json-text',
      description: 'JSON text: `[{"timestamp": "desc"}]`.',
    }),
    limit: z
      .union([z.number().min(1), z.string().regex(/^[1-9]\d{0,14}$/), z.literal(true)])
      .nullish()
      .meta({ description: 'At most as many.' }),
  })
  .meta({ id: 'ComplexQuery' });

export const queryExample = {
  filter: '{"and": [{"=": {"state": "alarm"}}, {"=": {"enabled": true}}]}',
  orderby: '[{"timestamp": "desc"}]',
  limit: 10,
};

export const historyQueryExample = { filter: '{"=": {"type": "state transition"}}', limit: 10 };

export const when = {
  when: {
    description: '`now`: the alarms as they are. `then`: as they were when the event came.',
    schema: z.enum(['now', 'then']),
    example: 'now',
  },
} satisfies ApiParameters;

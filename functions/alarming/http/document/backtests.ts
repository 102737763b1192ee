import * as z from 'zod';
import { alarmLimits } from '../../core/alarm-limits.ts';
import { json } from '../../../platform/http/api-document.ts';
import { deleted, operations, redirected, shown } from '../../../platform/http/api-answers.ts';
import * as ids from './examples.ts';

const id = z.string().max(alarmLimits.idCharacters);
const state = z.enum(['ok', 'alarm', 'insufficient data']);
const time = z.string().meta({ description: 'In UTC, without a zone.' });

const summaryFields = {
  id,
  state: z.string(),
  alarm_id: id.nullable(),
  name: z.string(),
  rule: z.enum(['now', 'then']),
  rearm: z.union([z.enum(['never', 'at-once']), z.int()]),
  from: time,
  to: time,
  created_at: time,
  expected: z.int(),
  examined: z.int(),
  matched: z.int(),
  fired: z.int(),
  would_notify: z.int(),
  truncated: z.boolean(),
};
const backtest = z
  .strictObject({
    ...summaryFields,
    timeline: z.array(z.looseObject({ at: time, message_id: z.string() })).optional(),
    histogram: z.array(z.looseObject({ hour: time, examined: z.int() })).optional(),
    coverage: z.looseObject({ complete: z.boolean(), gaps: z.array(z.looseObject({})) }).optional(),
    live: z.looseObject({ fired: z.int() }).nullable().optional(),
  })
  .meta({ id: 'Backtest', description: 'The result is there once it is done.' });

const example = {
  id: ids.alarmId,
  state: 'running',
  alarm_id: ids.alarmId,
  name: 'new-instance',
  rule: 'now',
  rearm: 'never',
  from: '2026-11-26T10:00:00',
  to: '2026-11-27T10:00:00',
  created_at: '2026-11-27T10:00:00',
  expected: 120_000,
  examined: 20_000,
  matched: 7,
  fired: 1,
  would_notify: 1,
  truncated: false,
};

const asked = z
  .strictObject({
    alarm_id: id.nullish(),
    alarm: z.looseObject({}).nullish().meta({ description: 'A draft, as an alarm is created.' }),
    last: z.string().nullish().meta({ description: '`30s`, `90m`, `24h` or `7d`.' }),
    from: z.string().meta({ format: 'date-time' }).nullish(),
    to: z.string().meta({ format: 'date-time' }).nullish(),
    rule: z.enum(['now', 'then']).nullish(),
    rearm: z.union([z.enum(['never', 'at-once']), z.int().min(1)]).nullish(),
    initial_state: state.nullish(),
  })
  .meta({
    id: 'BacktestQuestion',
    description: 'An alarm or a draft, and `last` or `from` and `to`.',
  });

const path = {
  id: { description: 'The backtest’s id.', schema: id, example: ids.alarmId },
};
const page = {
  limit: { description: 'At most 100.', schema: z.int().min(0), example: 10 },
  marker: { description: 'The id of the last one of the page before.', schema: id },
};

export const backtests = operations('Backtests and replays', {
  'POST /alarming/v2/backtests': {
    summary: 'Run an alarm over stored events',
    body: json(asked, { alarm_id: ids.alarmId, last: '24h' }),
    answers: {
      200: shown('The result.', { schema: backtest, example }),
      202: shown('It goes on; `Location` says where the result will be.', {
        schema: backtest,
        example,
      }),
    },
    refusals: [403, 404, 409, 413, 429],
  },
  'GET /alarming/v2/backtests': {
    summary: 'List backtests, newest first',
    query: page,
    answers: {
      200: shown('Without their results.', { schema: z.array(backtest), example: [example] }),
      302: redirected,
    },
    refusals: [403, 409],
  },
  'GET /alarming/v2/backtests/{id}': {
    summary: 'Show a backtest, with its result if it is done',
    path,
    answers: { 200: shown('The backtest.', { schema: backtest, example }), 302: redirected },
    refusals: [403, 404, 409],
  },
  'DELETE /alarming/v2/backtests/{id}': {
    summary: 'End a backtest, or remove its result',
    path,
    answers: deleted,
    refusals: [403, 404, 409],
  },
});

const condition = z.strictObject({
  field: z.string(),
  op: z.enum(['lt', 'le', 'eq', 'ne', 'ge', 'gt']).nullish(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  type: z.enum(['', 'integer', 'float', 'string', 'datetime']).nullish(),
});

const replay = z
  .strictObject({
    id: z.string(),
    mode: z.enum(['dry', 'real']),
    state: z.enum(['running', 'done', 'stopped']),
    source: z.union([
      z.strictObject({ message_id: z.string(), acceptance_id: z.string() }),
      z.strictObject({ from: time, to: time, q: z.array(condition) }),
    ]),
    target: z.union([
      z.strictObject({ alarm: id }),
      z.strictObject({ function: id, notice_of: id.optional() }),
      z.strictObject({ project: z.literal(true) }),
    ]),
    as_new: z.boolean(),
    count: z.int().meta({ description: 'How many events it is of.' }),
    sent: z.int().meta({ description: 'How many of them are done with.' }),
    created_at: time,
    already: z.boolean().optional(),
    would_fire: z.int().optional().meta({ description: 'Of a dry one: firings.' }),
    would_run: z.int().optional().meta({ description: 'Of a dry one: executions.' }),
    events: z.array(z.looseObject({ message_id: z.string(), replay_of: z.string() })).optional(),
  })
  .meta({ id: 'Replay' });

const replayExample = {
  id: ids.alarmId,
  mode: 'real',
  state: 'done',
  source: { message_id: ids.messageId, acceptance_id: ids.alarmId },
  target: { alarm: ids.alarmId },
  as_new: false,
  count: 1,
  sent: 1,
  created_at: '2026-11-27T10:00:00',
};

const replayQuestion = z
  .strictObject({
    source: z
      .strictObject({
        message_id: z.string().nullish(),
        acceptance_id: id.nullish(),
        from: z.string().nullish(),
        to: z.string().nullish(),
        q: z.array(condition).max(100).nullish(),
      })
      .meta({ description: 'Exactly one of message_id, acceptance_id and from.' }),
    target: z
      .strictObject({
        alarm: id.nullish(),
        function: id.nullish(),
        notice_of: id.nullish(),
        project: z.boolean().nullish(),
      })
      .meta({ description: 'Exactly one of alarm, function and project.' }),
    mode: z.enum(['dry', 'real']).nullish(),
    as_new: z.boolean().nullish(),
    confirm: z.int().min(0).nullish().meta({ description: 'A real replay of a range needs it.' }),
    key: z.string().max(255).nullish(),
  })
  .meta({ id: 'ReplayQuestion' });

const replayPath = { id: { ...path.id, description: 'The replay’s id.' } };

export const replays = operations('Backtests and replays', {
  'POST /events/v2/replays': {
    summary: 'Say what stored events would do if they came again, or send them again',
    description: 'Dry unless `mode` is `real`. The same request sends nothing again.',
    body: json(replayQuestion, {
      source: { message_id: ids.messageId },
      target: { alarm: ids.alarmId },
    }),
    answers: {
      200: shown('A dry replay, or one that was asked for before.', {
        schema: replay,
        example: replayExample,
      }),
      202: shown('Its events are being sent.', { schema: replay, example: replayExample }),
    },
    refusals: [403, 404, 409, 413],
  },
  'GET /events/v2/replays': {
    summary: 'List replays, newest first',
    query: page,
    answers: { 200: shown('The replays.', { schema: z.array(replay), example: [replayExample] }) },
    refusals: [403, 409],
  },
  'GET /events/v2/replays/{id}': {
    summary: 'Show a replay with what became of its events',
    path: replayPath,
    answers: {
      200: shown('The replay.', { schema: replay, example: replayExample }),
      302: redirected,
    },
    refusals: [403, 404, 409],
  },
  'DELETE /events/v2/replays/{id}': {
    summary: 'Stop a replay: what is not sent yet is not sent',
    path: replayPath,
    answers: deleted,
    refusals: [403, 404, 409],
  },
});

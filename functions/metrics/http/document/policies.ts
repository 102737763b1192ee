import * as z from 'zod';
import { metricLimits } from '../../core/limits.ts';
import { json } from '../../../platform/http/api-document.ts';
import {
  deleted,
  listOf,
  operations,
  type Sample,
  shown,
} from '../../../platform/http/api-answers.ts';
import { created } from './answers.ts';
import { count, name, timespan } from './values.ts';

/** Two of the three say the third; a granularity alone is kept for ever. */
const item = z.union([
  z.strictObject({ granularity: timespan, points: count(1).optional() }),
  z.strictObject({ granularity: timespan, timespan }),
  z.strictObject({ points: count(1), timespan }),
]);
const definition = z.array(item).min(1).max(metricLimits.granularities);
const backWindow = count(0).optional();
const method = z
  .string()
  .regex(/^(\*|[-+]?(rate:)?(mean|sum|last|max|min|std|median|first|count|[1-9][0-9]?pct))$/);

const policyBody = z
  .strictObject({
    name,
    back_window: backWindow,
    aggregation_methods: z.array(method).max(1000).optional().meta({
      description: 'Methods; or changes of the default, such as `+95pct` and `-std`; or `*`.',
    }),
    definition,
  })
  .meta({ id: 'ArchivePolicyBody' });

const policyExample = {
  name: 'five-minutes',
  back_window: 0,
  aggregation_methods: ['mean', 'max'],
  definition: [{ granularity: '5 minutes', points: 8640 }],
};

export const policy: Sample = {
  schema: z
    .strictObject({
      name: z.string(),
      back_window: z.int().min(0),
      definition: z.array(
        z.strictObject({
          timespan: z.string().nullable(),
          granularity: z.string(),
          points: z.int().nullable().meta({ description: 'Null: kept for ever.' }),
        }),
      ),
      aggregation_methods: z.array(z.string()),
    })
    .meta({ id: 'ArchivePolicy', description: 'What becomes of a metric’s measures.' }),
  example: {
    name: 'five-minutes',
    back_window: 0,
    definition: [{ timespan: '30 days, 0:00:00', granularity: '0:05:00', points: 8640 }],
    aggregation_methods: ['mean', 'max'],
  },
};

const ruleExample = {
  name: 'disks',
  archive_policy_name: 'five-minutes',
  metric_pattern: 'disk.*',
};
const rule: Sample = {
  schema: z
    .strictObject({
      name: z.string(),
      archive_policy_name: z.string(),
      metric_pattern: z.string(),
    })
    .meta({ id: 'ArchivePolicyRule', description: 'The policy of metrics that name none.' }),
  example: ruleExample,
};

export const policies = operations('Archive policies', {
  'GET /metric/v1/archive_policy': {
    summary: 'List archive policies',
    answers: { 200: shown('All of the deployment.', listOf(policy)) },
  },
  'POST /metric/v1/archive_policy': {
    summary: 'Create an archive policy',
    description: 'For administrators and services.',
    body: json(policyBody, policyExample),
    answers: { 201: created('The policy.', policy) },
    refusals: [403, 409, 413, 415],
  },
  'GET /metric/v1/archive_policy/{name}': {
    summary: 'Show an archive policy',
    answers: { 200: shown('The policy.', policy) },
    refusals: [404],
  },
  'PATCH /metric/v1/archive_policy/{name}': {
    summary: 'Change an archive policy',
    description: 'For administrators. The granularities must stay.',
    body: json(
      z.strictObject({ definition, back_window: backWindow }).meta({ id: 'ArchivePolicyChange' }),
      { definition: [{ granularity: '5 minutes', points: 17_280 }] },
    ),
    answers: { 200: shown('The policy.', policy) },
    refusals: [403, 404, 413, 415],
  },
  'DELETE /metric/v1/archive_policy/{name}': {
    summary: 'Delete an archive policy',
    description: 'For administrators. Refused while a metric or a rule has it.',
    answers: deleted,
    refusals: [403, 404],
  },
});

export const rules = operations('Archive policies', {
  'GET /metric/v1/archive_policy_rule': {
    summary: 'List the rules that choose archive policies',
    answers: { 200: shown('All of the deployment.', listOf(rule)) },
  },
  'POST /metric/v1/archive_policy_rule': {
    summary: 'Create a rule',
    description: 'For administrators.',
    body: json(
      z
        .strictObject({ name, archive_policy_name: name, metric_pattern: name })
        .meta({ id: 'ArchivePolicyRuleBody' }),
      ruleExample,
    ),
    answers: { 201: created('The rule.', rule) },
    refusals: [403, 409, 413, 415],
  },
  'GET /metric/v1/archive_policy_rule/{name}': {
    summary: 'Show a rule',
    answers: { 200: shown('The rule.', rule) },
    refusals: [404],
  },
  'PATCH /metric/v1/archive_policy_rule/{name}': {
    summary: 'Rename a rule',
    description: 'For administrators.',
    body: json(z.strictObject({ name }), { name: 'all-disks' }),
    answers: { 200: shown('The rule.', rule) },
    refusals: [403, 404, 409, 413, 415],
  },
  'DELETE /metric/v1/archive_policy_rule/{name}': {
    summary: 'Delete a rule',
    description: 'For administrators.',
    answers: deleted,
    refusals: [403, 404],
  },
});

import * as z from 'zod';
import { alarmLimits } from '../../core/alarm-limits.ts';
import { float, positive } from './converted.ts';

const text = z.string().max(alarmLimits.ruleTextCharacters);

const condition = z.strictObject({
  field: z
    .string()
    .max(alarmLimits.fieldCharacters)
    .regex(
      /^(event_type|message_id|generated|traits\.[a-zA-Z.',0-9_-]+|raw(\.[a-zA-Z',0-9_-]+)+)$/,
    ),
});

/** A value must be of the type; the empty type is text. */
const typed = (type: readonly string[], value: z.ZodString) =>
  condition.extend({
    type: z.enum(type),
    op: z.enum(['', 'eq', 'ne', 'lt', 'le', 'gt', 'ge']).nullish(),
    value: value.max(alarmLimits.valueCharacters),
  });

const conditionBody = z
  .union([
    typed(['', 'string'], z.string()),
    typed(['integer'], z.string().regex(/^[+-]?\d{1,4000}$/)),
    typed(['float'], z.string().regex(/^[+-]?\d{1,300}(\.\d{1,300})?([eE][+-]?\d{1,2})?$/)),
    typed(['datetime'], z.string().meta({ format: 'date-time' })),
    typed(['boolean'], z.string().regex(/^([tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$/)).extend({
      op: z.enum(['', 'eq', 'ne']).nullish(),
    }),
  ])
  .meta({ id: 'EventCondition', description: 'A condition on a trait or on a part of the event.' });

const gnocchi = {
  granularity: positive(31_536_000, /^[1-9]\d{0,6}$/)
    .nullish()
    .meta({ description: 'Seconds; 60 by default.' }),
  comparison_operator: z.enum(['lt', 'le', 'eq', 'ne', 'ge', 'gt']).nullish(),
  threshold: float,
  aggregation_method: z
    .string()
    .regex(/^(rate:)?(mean|sum|last|max|min|std|median|first|count|[1-9][0-9]?pct)$/),
  evaluation_periods: positive(100, /^([1-9][0-9]?|100)$/).nullish(),
};

const threshold = {
  gnocchi_resources_threshold: { ...gnocchi, metric: text, resource_id: text, resource_type: text },
  gnocchi_aggregation_by_metrics_threshold: {
    ...gnocchi,
    metrics: z.array(text).max(alarmLimits.metrics),
  },
  gnocchi_aggregation_by_resources_threshold: {
    ...gnocchi,
    metric: text,
    query: text.meta({ format: 'json-text', description: 'A search as JSON text.' }),
    resource_type: text,
  },
  prometheus: {
    comparison_operator: gnocchi.comparison_operator,
    threshold: float,
    query: text.meta({ format: 'promql' }),
  },
};

const part: z.ZodType = z
  .lazy(() =>
    z.union([
      z.strictObject({ and: z.array(part).max(alarmLimits.compositeRules) }),
      z.strictObject({ or: z.array(part).max(alarmLimits.compositeRules) }),
      ...Object.entries(threshold).map(([type, rule]) =>
        z.strictObject({ ...rule, type: z.literal(type) }),
      ),
    ]),
  )
  .meta({
    id: 'CompositeRule',
    description: 'Threshold rules, at most 100, combined by `and` and `or`.',
  });

/** The rule of each type of alarm, as a request gives it. */
export const ruleBodies = {
  event: z.strictObject({
    event_type: z
      .string()
      .max(alarmLimits.eventTypeCharacters)
      .nullish()
      .meta({ description: 'A glob; `*` by default.' }),
    query: z.array(conditionBody).max(alarmLimits.conditions).nullish(),
  }),
  composite: part,
  gnocchi_aggregation_by_metrics_threshold: z.strictObject(
    threshold.gnocchi_aggregation_by_metrics_threshold,
  ),
  gnocchi_aggregation_by_resources_threshold: z.strictObject(
    threshold.gnocchi_aggregation_by_resources_threshold,
  ),
  gnocchi_resources_threshold: z.strictObject(threshold.gnocchi_resources_threshold),
  prometheus: z.strictObject(threshold.prometheus),
  loadbalancer_member_health: z.strictObject({
    pool_id: text,
    stack_id: text,
    autoscaling_group_id: text,
  }),
};

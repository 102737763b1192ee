import * as z from 'zod';
import { metricLimits } from '../../core/limits.ts';
import type { Sample } from '../../../platform/http/api-answers.ts';
import * as ids from './examples.ts';
import { metricName, name, timestamp } from './values.ts';

export const time = z.string().meta({ format: 'date-time', examples: [ids.when] });
const text = z.string().nullable();
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const resourceFields = {
  id: z.string(),
  creator: z.string().meta({ description: '`USER:PROJECT`.' }),
  started_at: time,
  revision_start: time,
  ended_at: time.nullable(),
  user_id: text,
  project_id: text,
  original_resource_id: z.string().meta({ description: 'The id as it was given.' }),
  type: z.string(),
  created_by_user_id: z.string(),
  created_by_project_id: z.string(),
  revision_end: time.nullable(),
};

export const resourceExample = {
  id: ids.resourceId,
  creator: ids.creator,
  started_at: ids.when,
  revision_start: ids.when,
  ended_at: null,
  user_id: null,
  project_id: ids.projectId,
  original_resource_id: ids.resourceId,
  type: 'instance',
  created_by_user_id: ids.userId,
  created_by_project_id: ids.projectId,
  revision_end: null,
};

const whole = {
  ...resourceFields,
  metrics: z.record(z.string(), z.string()).meta({ description: 'Ids by name.' }),
};
const description = 'Besides these it has the attributes of its type.';
const example = { ...resourceExample, host: 'h2', metrics: { cpu: ids.metricId } };

export const resource: Sample = {
  schema: z.object(whole).catchall(scalar).meta({ id: 'Resource', description }),
  example,
};

/** `attrs` leaves only what it names. */
export const listedResource: Sample = {
  schema: z
    .object(whole)
    .partial()
    .catchall(scalar)
    .meta({ id: 'ListedResource', description: `${description} \`attrs\` thins it.` }),
  example,
};

const unit = z.string().max(metricLimits.unitCharacters);

/** By name, the id of a metric that is attached, or what a new one is. */
export const metricWishes = z
  .record(
    metricName,
    z.union([
      z.string().meta({ format: 'uuid' }),
      z.strictObject({
        archive_policy_name: name.optional(),
        name: name.optional(),
        unit: unit.optional(),
      }),
    ]),
  )
  .meta({ id: 'MetricWishes', maxProperties: metricLimits.metricsPerResource });

export const metricBody = z
  .strictObject({
    name: metricName.optional(),
    unit: unit.optional(),
    archive_policy_name: name.optional(),
    resource_id: z
      .string()
      .max(289)
      .regex(/^[^/]*$/)
      .optional(),
  })
  .meta({ id: 'MetricBody', description: 'Without a policy, a rule must match the name.' });

const common = {
  started_at: timestamp.optional(),
  ended_at: timestamp.nullish(),
  user_id: name.nullish(),
  project_id: name.nullish(),
  metrics: metricWishes.optional(),
};

export const resourceBody = z
  .object({
    id: z
      .string()
      .max(289)
      .regex(/^[^/]*$/),
    ...common,
  })
  .catchall(scalar)
  .meta({
    id: 'ResourceBody',
    description:
      'Besides these, the attributes of its type, and no others. An id that is no UUID is a name.',
  });

export const resourceChange = z.object(common).catchall(scalar).meta({
  id: 'ResourceChange',
  description: 'What is left out stays. `metrics` replaces all: others are detached.',
});

import * as z from 'zod';
import { json } from '../../../platform/http/api-document.ts';
import { alarmLimits } from '../../core/alarm-limits.ts';
import { alarmStates } from '../read-alarm.ts';
import { alarmTypes } from '../read-rule.ts';
import { boolean, seconds } from './converted.ts';
import { ruleBodies } from './rules.ts';

const id = z.string().max(alarmLimits.idCharacters);
const action = z.string().max(alarmLimits.actionCharacters).meta({ format: 'alarm-action' });
const actions = z.array(action).max(alarmLimits.actions).nullish();
const description = z.string().max(alarmLimits.descriptionCharacters).nullish();
const ignored = z.string().nullish().meta({ description: 'Ignored: the service sets it.' });

const constraint = z.strictObject({
  name: z.string().max(alarmLimits.nameCharacters),
  description,
  start: z.string().max(alarmLimits.cronCharacters).meta({ format: 'cron' }),
  duration: seconds,
  timezone: z
    .string()
    .max(alarmLimits.timezoneCharacters)
    .nullish()
    .meta({ format: 'timezone', description: 'UTC by default.' }),
});

const common = {
  name: z.string().max(alarmLimits.nameCharacters),
  description,
  enabled: boolean.nullish().meta({ description: 'By default true; null means false.' }),
  severity: z.enum(['low', 'moderate', 'critical']).optional(),
  state: z.enum(alarmStates).optional().meta({ description: '`insufficient data` by default.' }),
  repeat_actions: boolean.nullish(),
  alarm_actions: actions,
  ok_actions: actions,
  insufficient_data_actions: actions,
  time_constraints: z.array(constraint).max(alarmLimits.timeConstraints).nullish(),
  project_id: id
    .min(1)
    .nullish()
    .meta({ description: 'Another project’s needs an administrator.' }),
  user_id: id.min(1).nullish().meta({ description: 'Another user’s needs an administrator.' }),
  alarm_id: ignored,
  timestamp: ignored,
  state_timestamp: ignored,
  state_reason: ignored,
  evaluate_timestamp: ignored,
};

/** An alarm has the rule of its type and no other. */
const alarmOf = (type: (typeof alarmTypes)[number]) =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    ...Object.fromEntries(
      alarmTypes.map((each) => [
        `${each}_rule`,
        each === type ? ruleBodies[type] : z.null().optional(),
      ]),
    ),
  });

export const alarmDraft = z
  .union([
    alarmOf('event'),
    alarmOf('composite'),
    alarmOf('gnocchi_resources_threshold'),
    alarmOf('gnocchi_aggregation_by_metrics_threshold'),
    alarmOf('gnocchi_aggregation_by_resources_threshold'),
    alarmOf('loadbalancer_member_health'),
    alarmOf('prometheus'),
  ])
  .meta({ id: 'AlarmBody', description: 'What is left out gets its default, also in a change.' });

export const draftExample = {
  name: 'instance-deleted',
  type: 'event',
  event_rule: {
    event_type: 'compute.instance.delete.*',
    query: [{ field: 'traits.memory_mb', op: 'ge', type: 'integer', value: '512' }],
  },
  alarm_actions: ['https://hooks.example.com/deleted'],
  repeat_actions: true,
};

export const alarmBody = json(alarmDraft, draftExample);

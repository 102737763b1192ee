import * as z from 'zod';
import { alarmLimits } from '../../core/alarm-limits.ts';
import { capabilities, versions } from '../alarm-view.ts';
import { type ApiDialect, json } from '../../../platform/http/api-document.ts';
import { operations, shown } from '../../../platform/http/api-answers.ts';
import { alarms, quotaOperations } from './alarms.ts';
import { backtests, replays } from './backtests.ts';
import { deliveries } from './deliveries.ts';
import * as ids from './examples.ts';
import { explanations } from './explanations.ts';

/** What Aodh prints when it refuses. */
const refusal = json(
  z
    .strictObject({
      error_message: z.strictObject({
        faultcode: z.enum(['Client', 'Server']),
        faultstring: z.string(),
        debuginfo: z.null(),
      }),
    })
    .meta({ id: 'AodhRefusal' }),
  { error_message: { faultcode: 'Client', faultstring: 'Alarm … not found', debuginfo: null } },
);

const service = operations('Alarming', {
  'GET /alarming': {
    summary: 'List the versions of the alarming service',
    open: true,
    answers: {
      200: shown('The versions.', {
        schema: z.strictObject({ versions: z.looseObject({}) }),
        example: versions('https://taibai.example.com'),
      }),
    },
  },
  'GET /alarming/healthcheck': {
    summary: 'Say that the alarming service is there',
    open: true,
    answers: { 200: { description: 'It is.' } },
  },
  'GET /alarming/v2/capabilities': {
    summary: 'Say what the alarming service supports',
    answers: {
      200: shown('By Aodh’s names.', {
        schema: z.strictObject({
          api: z.record(z.string(), z.boolean()),
          alarm_storage: z.record(z.string(), z.boolean()),
        }),
        example: capabilities,
      }),
    },
  },
  'GET /alarming/v2/metrics': {
    summary: 'Show how often alarms were evaluated',
    description: 'Nothing is counted, as by an Aodh that does not.',
    query: {
      all_projects: {
        description: 'Of all projects; for administrators.',
        schema: z.string(),
        example: 'false',
      },
    },
    answers: {
      200: shown('Nothing.', {
        schema: z.strictObject({ evaluation_results: z.array(z.unknown()).max(0) }),
        example: { evaluation_results: [] },
      }),
    },
    refusals: [403],
  },
});

/** Aodh v2 in the API document, and what it does not have. */
export const alarmingDocument: ApiDialect = {
  service: 'Alarms (Aodh v2)',
  tags: {
    Alarms: 'Alarms on events and measures, their history and quotas.',
    Deliveries: 'What became of the actions of alarms; not in Aodh.',
    Explanations: 'Why an alarm fires, or does not; not in Aodh.',
    'Backtests and replays': 'Alarms on stored events; not in Aodh.',
    Alarming: 'The alarming service itself.',
  },
  refusal,
  refusals: [400, 406, 500, 503],
  path: {
    id: {
      description: 'The alarm’s id.',
      schema: z.string().max(alarmLimits.idCharacters),
      example: ids.alarmId,
    },
  },
  operations: {
    ...alarms,
    ...quotaOperations,
    ...deliveries,
    ...explanations,
    ...backtests,
    ...replays,
    ...service,
  },
};

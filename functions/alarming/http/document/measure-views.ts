import * as z from 'zod';
import { state, time } from './alarm-views.ts';
import { firing } from './chain-views.ts';

const words = z.string().meta({ description: 'A sentence.' });
const count = z.int().min(0);
const number = z.number().nullable().meta({ description: 'Null for NaN and infinities.' });

const rule = z.strictObject({
  name: z.string().meta({ description: 'As a composite’s reason names it.' }),
  code: z.enum([
    'outside',
    'inside',
    'mixed',
    'too-few-windows',
    'gaps',
    'no-windows',
    'resource-missing',
    'metric-missing',
    'aggregation-missing',
    'invalid',
    'asked-elsewhere',
    'no-source',
  ]),
  words,
  comparison_operator: z.string(),
  threshold: number,
  granularity: z.number(),
  evaluation_periods: z.number(),
  first_window: time.nullable().meta({ description: 'Beginning of the first that may count.' }),
  last_window: time.nullable(),
  windows: z.array(z.strictObject({ at: time, value: number, outside: z.boolean() })),
  missing: count.meta({ description: 'How many windows more the rule needs.' }),
});

export const measureDiagnosis = z
  .strictObject({
    code: z.enum([
      'not-evaluated',
      'disabled',
      'not-watched',
      'outside-time-constraints',
      'unknown',
      'moving',
      'settled',
      'asked-elsewhere',
    ]),
    words,
    at: time.meta({ description: 'The moment of what follows.' }),
    looked_at: time.nullable().meta({ description: 'The last look, to within ten minutes.' }),
    next_look_at: time.nullable().meta({ description: 'The next look if no measure comes.' }),
    found: z
      .strictObject({ state, reason: z.string() })
      .nullable()
      .meta({ description: 'What the measures mean.' }),
    last_transition: firing.nullable().meta({
      description: 'Null of a draft, and if it did nothing lately.',
    }),
    rules: z.array(rule),
  })
  .meta({ id: 'MeasureDiagnosis', description: 'What an alarm on measures finds.' });

import * as z from 'zod';
import { metricLimits } from '../../core/limits.ts';
import { binaryByName, combinedByName } from '../../core/search/value-search.ts';
import type { Sample } from '../../../platform/http/api-answers.ts';
import * as ids from './examples.ts';
import { windows } from './measures.ts';

const number = z.number();

/** A comparison or a computation of the value with a number, or of two such. */
const compared: z.ZodType = z
  .lazy(() => {
    const operand = z.union([number, compared]);
    const operands = z.union([number, z.array(operand).min(2).max(2)]);
    return z.union([...binaryByName.keys()].map((name) => z.strictObject({ [name]: operands })));
  })
  .meta({ id: 'ComparedValue', description: 'An operator with what the value is compared to.' });

export const valueSearch: z.ZodType = z
  .lazy(() =>
    z.union([
      compared,
      ...[...combinedByName.keys()].map((name) =>
        z.strictObject({ [name]: z.array(valueSearch).max(metricLimits.comparisons) }),
      ),
    ]),
  )
  .meta({
    id: 'ValueSearch',
    description: 'Finds the values of which it makes something that is not zero.',
  });

export const foundValues: Sample = {
  schema: z.record(z.string(), windows.schema),
  example: { [ids.metricId]: windows.example },
};

import { isLosslessNumber } from 'lossless-json';
import type { Instant } from '../../../platform/core/instant.ts';
import type { Scalar } from '../../../platform/core/python-json.ts';
import { pythonFloat } from '../../../platform/core/python-number.ts';
import { pythonText } from '../../../platform/core/python-text.ts';
import { uuidOf } from '../resource-id.ts';
import { readTimespan } from '../time/timespan.ts';
import { readTimestamp } from '../time/timestamp.ts';
import type { Column } from './column.ts';

/** A value to compare a column with; null is SQL's. */
export type Operand = string | number | boolean | null;

/** The value as the column's kind has it; undefined if it cannot be one. */
export function operandOf(kind: Column['kind'], value: Scalar, now: Instant): Operand | undefined {
  if (value === null) return null;
  switch (kind) {
    case 'text':
    case 'part':
      return pythonText(value);
    case 'uuid':
      return typeof value === 'string' ? uuidOf(value) : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'number': {
      const number = isLosslessNumber(value) ? Number(value.value) : pythonFloat(value);
      return number === undefined || Number.isNaN(number) ? undefined : number;
    }
    case 'time': {
      const timestamp = readTimestamp(value, now);
      return 'refused' in timestamp ? undefined : timestamp.instant;
    }
    case 'span': {
      const span = readTimespan(value);
      return 'refused' in span ? undefined : span.microseconds;
    }
  }
}

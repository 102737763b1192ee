import type { ProjectLimits } from '../../../contract/project-limits.ts';
import { Fault } from '../../../platform/core/fault.ts';

/** A bounded number of a function, with the words of its refusals. */
interface Limit {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
  readonly default: number;
}

type Maxima = Pick<ProjectLimits, 'functionCpu' | 'functionMemoryBytes' | 'functionTimeoutSeconds'>;

/**
 * Qinling's lower limits and defaults (`qinling/config.py`, `resource_limits`). The upper limits are
 * settings of the deployment, defined in `contract/project-limits.ts`.
 */
export const functionLimits = (maxima: Maxima) =>
  ({
    cpu: {
      name: 'cpu',
      minimum: 100,
      maximum: maxima.functionCpu,
      unit: 'millicpu',
      default: 100,
    },
    memorySize: {
      name: 'memory',
      minimum: 33_554_432,
      maximum: maxima.functionMemoryBytes,
      unit: 'bytes',
      default: 33_554_432,
    },
    timeoutSeconds: {
      name: 'timeout',
      minimum: 1,
      maximum: maxima.functionTimeoutSeconds,
      unit: 'seconds',
      default: 5,
    },
  }) as const satisfies Readonly<Record<string, Limit>>;

/** Reads a number given as text, as forms send it, and checks its limit (`qinling/utils/common.py`). */
export function withinLimit(limit: Limit, text: string | undefined): number {
  if (text === undefined) return limit.default;
  if (!/^\s*[+-]?\d+\s*$/.test(text))
    throw new Fault('invalid', `Invalid ${limit.name} resource specified. An integer is required.`);
  const value = Number(text);
  if (value < limit.minimum || value > limit.maximum)
    throw new Fault(
      'invalid',
      `${limit.name} resource limitation not within the allowable range: ${limit.minimum} ~ ${limit.maximum}(${limit.unit}).`,
    );
  return value;
}

/** The most bytes of a package in a request: base64 adds a third, and Lambda takes 6 MB. */
export const maximumPackageBytes = 4 * 1024 * 1024;

/** The most bytes of a package uploaded to object storage (`qinling/utils/constants.py`, `MAX_PACKAGE_SIZE`). */
export const maximumUploadBytes = 51 * 1024 * 1024;

/** The most characters of a name or description, and of an entry, as in Qinling's columns. */
export const maximumNameLength = 255;
export const maximumEntryLength = 80;

/** Refuses a text longer than Qinling's column. */
export function withinLength(
  field: string,
  text: string | null | undefined,
  maximum: number = maximumNameLength,
): void {
  if (text && text.length > maximum)
    throw new Fault('invalid', `${field} must not be longer than ${maximum} characters.`);
}

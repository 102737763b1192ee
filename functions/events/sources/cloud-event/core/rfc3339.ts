import { isoMicroseconds } from '../../../../platform/core/python-datetime.ts';
import { isoText } from '../../../../platform/core/python-datetime-text.ts';

const form =
  /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * A timestamp of RFC 3339 in the form that Python reads: in upper case, and a leap second as the second
 * after it. Undefined for other texts.
 */
export function readRfc3339(text: string): string | undefined {
  const time = text.toUpperCase();
  if (!form.test(time)) return undefined;
  const [start, second] = [time.slice(0, 17), time.slice(17, 19)];
  if (second !== '60') return isoMicroseconds(time) === undefined ? undefined : time;
  const before = isoMicroseconds(`${start}59${time.slice(19)}`);
  return before === undefined ? undefined : `${isoText(before + 1_000_000n)}Z`;
}

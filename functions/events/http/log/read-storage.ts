import type { Context } from 'hono';
import * as z from 'zod';
import type { EventStorage } from '../../../contract/event-storage.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { logLimits } from '../../core/log/log-limits.ts';
import type { StorageSettings } from '../../core/log/storage-settings.ts';

const pattern = z
  .string()
  .min(1)
  .max(logLimits.patternCharacters)
  .refine((text) => !/\p{Surrogate}/u.test(text), 'has half of a surrogate pair');

const settingsOf = ({ maxDays }: EventStorage) =>
  z.strictObject({
    keep: z.union(
      [z.literal('all'), z.literal('none'), z.array(pattern).min(1).max(logLimits.patterns)],
      {
        error: `must be "all", "none", or a list of 1 to ${logLimits.patterns} patterns of event types of at most ${logLimits.patternCharacters} characters`,
      },
    ),
    days: z.int().min(1).max(maxDays),
  });

/** Reads the body of `PUT /events/v2/storage`: both members, or one of them beside what is set already. */
export async function readStorage(
  context: Context,
  storage: EventStorage,
  current: () => Promise<Pick<StorageSettings, 'keep' | 'days'>>,
): Promise<Pick<StorageSettings, 'keep' | 'days'>> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > logLimits.bodyBytes)
    throw new Fault('too-large', `Request body is larger than ${logLimits.bodyBytes} bytes`);
  const asked = settingsOf(storage)
    .partial()
    .safeParse(jsonOf(new TextDecoder().decode(bytes)));
  if (!asked.success) {
    const [issue] = asked.error.issues;
    const field = issue?.path.join('.') || 'data';
    throw new Fault(
      'invalid',
      `Invalid input for field/attribute ${field}. ${issue?.message ?? ''}`,
    );
  }
  const { keep, days } = { ...(await current()), ...defined(asked.data) };
  return { keep, days };
}

const defined = ({
  keep,
  days,
}: {
  readonly keep?: StorageSettings['keep'] | undefined;
  readonly days?: number | undefined;
}) => ({
  ...(keep !== undefined && { keep }),
  ...(days !== undefined && { days }),
});

function jsonOf(text: string): unknown {
  try {
    const json: unknown = JSON.parse(text);
    return json;
  } catch (cause) {
    throw new Fault('invalid', 'Request is not in valid JSON format', { cause });
  }
}

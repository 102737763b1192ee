import { maskedUrl } from '../../parts/masked-url.ts';
import * as z from 'zod';
import type { ActivityEntry } from '../../live/activity-entry.ts';
import { alarmPath, deliveryPath, eventPath, executionPath } from '../../parts/screen-paths.ts';

const text = z.string().nullish();

const shapes = {
  event: z
    .object({ message_id: z.string(), event_type: z.string() })
    .transform((event) => line(event.event_type, eventPath(event.message_id))),
  hit: z
    .object({ alarm_id: z.string(), alarm_name: text, outcome: text, reason: text })
    .transform((hit) =>
      line(hit.alarm_name ?? hit.alarm_id, alarmPath(hit.alarm_id), hit.reason ?? hit.outcome),
    ),
  firing: z
    .object({ alarm_id: z.string(), alarm_name: text, from: text, to: text })
    .transform((firing) =>
      line(
        firing.alarm_name ?? firing.alarm_id,
        alarmPath(firing.alarm_id),
        `${firing.from} → ${firing.to}`,
      ),
    ),
  delivery: z
    .object({ id: z.string(), url: z.string(), state: text })
    .transform((delivery) =>
      line(maskedUrl(delivery.url), deliveryPath(delivery.id), delivery.state),
    ),
  execution: z
    .object({ id: z.string(), function_name: text, function_id: z.string(), status: text })
    .transform((run) =>
      line(run.function_name ?? run.function_id, executionPath(run.id), run.status),
    ),
} as const;

/** What happened, in a line that leads to it. */
export interface ActivityLine {
  readonly name: string;
  readonly path: string;
  readonly state: string | null;
}

const line = (name: string, path: string, state?: string | null): ActivityLine => ({
  name,
  path,
  state: state ?? null,
});

/** Undefined for what this console does not understand. */
export const lineOf = (entry: ActivityEntry): ActivityLine | undefined =>
  shapes[entry.kind].safeParse(entry).data;

/** The newest first, one of each: a later state of a delivery takes the place of the earlier one. */
export function newestOf(
  entries: readonly ActivityEntry[],
  most: number,
): readonly ActivityEntry[] {
  const byId = new Map<string, ActivityEntry>();
  for (const entry of entries) {
    const key = `${entry.kind} ${entry.id}`;
    byId.delete(key);
    byId.set(key, entry);
  }
  return [...byId.values()].slice(-most).toReversed();
}

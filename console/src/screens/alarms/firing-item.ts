import * as z from 'zod';
import type { ActivityEntry } from '../../live/activity-entry.ts';

export const firingItem = z.object({
  id: z.string(),
  at: z.string(),
  alarm_id: z.string(),
  alarm_name: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  reason: z.string(),
  message_id: z.string().nullable(),
  deliveries: z.array(z.object({ id: z.string(), state: z.string().nullable() })),
  executions: z.array(z.object({ id: z.string(), status: z.string().nullable() })),
});

export type FiringItem = z.infer<typeof firingItem>;

const effect = z.union([
  z.object({
    kind: z.literal('delivery'),
    id: z.string(),
    firing_id: z.string(),
    state: z.string(),
  }),
  z.object({
    kind: z.literal('execution'),
    id: z.string(),
    cause: z.object({ firing_id: z.string() }),
    status: z.string(),
  }),
]);

/** The firing with what the news tell of its deliveries and executions. */
export function withEffects(firing: FiringItem, news: readonly ActivityEntry[]): FiringItem {
  const deliveries = new Map(firing.deliveries.map((each) => [each.id, each]));
  const executions = new Map(firing.executions.map((each) => [each.id, each]));
  let isChanged = false;
  for (const entry of news) {
    const { data } = effect.safeParse(entry);
    if (!data) continue;
    const of = data.kind === 'delivery' ? data.firing_id : data.cause.firing_id;
    if (of !== firing.id) continue;
    isChanged = true;
    if (data.kind === 'delivery') deliveries.set(data.id, { id: data.id, state: data.state });
    else executions.set(data.id, { id: data.id, status: data.status });
  }
  return isChanged
    ? { ...firing, deliveries: [...deliveries.values()], executions: [...executions.values()] }
    : firing;
}

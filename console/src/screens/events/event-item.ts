import * as z from 'zod';

const hit = z.object({
  alarm_id: z.string(),
  alarm_name: z.string().nullable(),
  /** `fired`, or `hit` without effect. */
  outcome: z.string(),
  /** Why a hit had no effect. */
  reason: z.string().nullish(),
  firing_id: z.string().nullable(),
});

/** An event in the list. `traits` has the first twenty, as text. */
export const eventItem = z.object({
  message_id: z.string(),
  acceptance_id: z.string(),
  event_type: z.string(),
  accepted_at: z.string(),
  generated: z.string().nullable(),
  traits: z.record(z.string(), z.string()),
  replay_of: z.string().nullable(),
  hits: z.array(hit),
});

export type EventItem = z.infer<typeof eventItem>;
export type EventHit = z.infer<typeof hit>;

/** A hit without effect, as the feed of what happens tells it. */
export const hitNews = z.object({ ...hit.shape, message_id: z.string() });

/** A firing, as the feed tells it: the hit that caused it. */
export const firingNews = z
  .object({
    id: z.string(),
    alarm_id: z.string(),
    alarm_name: z.string().nullable(),
    message_id: z.string(),
  })
  .transform(({ id, ...fired }) => ({ ...fired, outcome: 'fired', firing_id: id }));

const sources = ['source', 'service', 'publisher_id', 'host'];

/** Who sent the event, if a trait says so. */
export const sourceOf = ({ traits }: EventItem): string | undefined =>
  sources.map((name) => traits[name]).find((value) => value !== undefined && value !== '');

const saidElsewhere = new Set([...sources, 'project_id', 'tenant_id']);

/** `state=active, memory_mb=512`: the traits that the row does not show already. */
export const traitsInShort = ({ traits }: EventItem): string =>
  Object.entries(traits)
    .filter(([name]) => !saidElsewhere.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

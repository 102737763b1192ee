import { matchesGlob } from '../../../../functions/events/core/glob.ts';
import type { ActivityEntry } from '../../live/activity-entry.ts';
import { type EventHit, type EventItem, eventItem, firingNews, hitNews } from './event-item.ts';
import type { EventFilters } from './search.ts';

/** Rows that a tab keeps. What lies further back is asked for again. */
export const keptRows = 10_000;

/** Rows, newest first, with those that came; each acceptance once, in its newest form. */
export function joined(
  rows: readonly EventItem[],
  came: readonly EventItem[],
): readonly EventItem[] {
  if (came.length === 0) return rows;
  const byId = new Map(came.map((row) => [row.acceptance_id, row]));
  const current = rows.map((row) => {
    const newer = byId.get(row.acceptance_id);
    byId.delete(row.acceptance_id);
    return newer ?? row;
  });
  if (byId.size === 0) return current;
  return [...byId.values(), ...current].toSorted(newestFirst).slice(0, keptRows);
}

const newestFirst = (left: EventItem, right: EventItem): number =>
  left.accepted_at < right.accepted_at ? 1 : left.accepted_at > right.accepted_at ? -1 : 0;

/** Filters that the rows themselves answer. */
type LocalFilters = Partial<Pick<EventFilters, 'type' | 'id' | 'trait'>>;

/** The events among the news that the filters let through. */
export const eventsIn = (
  news: readonly ActivityEntry[],
  filters: LocalFilters,
): readonly EventItem[] =>
  news.flatMap((entry) => {
    const { data } = entry.kind === 'event' ? eventItem.safeParse(entry) : { data: undefined };
    return data && passes(data, filters) ? [data] : [];
  });

function passes(event: EventItem, { type, id, trait }: LocalFilters): boolean {
  if (type !== undefined && !matchesGlob(type, event.event_type)) return false;
  if (id !== undefined && event.message_id !== id) return false;
  if (trait === undefined) return true;
  const [name = '', ...value] = trait.split('=');
  return event.traits[name] === value.join('=');
}

/** The rows with the hits among the news. */
export function withHits(
  rows: readonly EventItem[],
  news: readonly ActivityEntry[],
): readonly EventItem[] {
  const hits = new Map<string, EventHit[]>();
  for (const entry of news) {
    const data =
      entry.kind === 'hit'
        ? hitNews.safeParse(entry).data
        : entry.kind === 'firing'
          ? firingNews.safeParse(entry).data
          : undefined;
    if (!data) continue;
    const { message_id: id, ...hit } = data;
    const others = hits.get(id) ?? [];
    if (!others.some((other) => isSame(other, hit))) hits.set(id, [...others, hit]);
  }
  if (hits.size === 0) return rows;
  return rows.map((row) => {
    const more = (hits.get(row.message_id) ?? []).filter(
      (hit) => !row.hits.some((known) => isSame(known, hit)),
    );
    return more.length === 0 ? row : { ...row, hits: [...row.hits, ...more] };
  });
}

/** An event has one effect on an alarm, whether the list or the news tells it. */
const isSame = (left: EventHit, right: EventHit): boolean =>
  left.alarm_id === right.alarm_id && left.outcome === right.outcome;

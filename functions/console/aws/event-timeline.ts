import type { ProjectEvents } from '../../events/app/log/project-events.ts';
import type { LogPlace } from '../../events/core/log/logged-event.ts';
import type { EventTimeline } from '../ports.ts';

const keyOf = ({ at, acceptance }: LogPlace): string => `${at}#${acceptance}`;

/** The log of events by when they were accepted. */
export const eventTimeline = (log: ProjectEvents): EventTimeline => ({
  keyOf,
  keyAt: (instant) => instant,
  byMessage: (projectId, messageId) => log.byMessage(projectId, messageId),
  bodyOf: (event) => log.bodyOf(event),
  async *read(projectId, { after, before, backwards, expected }) {
    const [behind, end] = backwards ? [before, after] : [after, before];
    const place = behind === undefined ? undefined : placeOf(behind);
    const bound = end === undefined || end === '' ? undefined : placeOf(end).at;
    const events = log.byArrival(projectId, {
      backwards,
      expected,
      ...(place && (place.acceptance === '' ? fromInstant(place, backwards) : { after: place })),
      ...(bound !== undefined && (backwards ? { from: bound } : { to: bound })),
    });
    for await (const event of events) yield { rows: [event], count: 1, last: keyOf(event) };
  },
});

/** A key is that of an event, or an instant alone, behind which reading begins. */
function placeOf(key: string): LogPlace {
  const at = key.indexOf('#');
  return at < 0
    ? { at: key, acceptance: '' }
    : { at: key.slice(0, at), acceptance: key.slice(at + 1) };
}

const fromInstant = ({ at }: LogPlace, backwards: boolean) =>
  at === '' ? {} : backwards ? { to: at } : { from: at };

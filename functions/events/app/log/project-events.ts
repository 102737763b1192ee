import type { Instant } from '../../../platform/core/instant.ts';
import { hourOf, type LogHour } from '../../core/log/log-hour.ts';
import type { LoggedEvent, LogPlace } from '../../core/log/logged-event.ts';
import { isEmptied } from '../../core/log/storage-settings.ts';
import type { EventCounts, EventLog, EventSettings, LogRange } from '../../ports.ts';

/** What a project has stored, for the other services: without what it has deleted. */
export interface ProjectEvents {
  /** For how many days the deployment stores an event at most. */
  readonly keptDays: number;
  /** The acceptances of a message id, in the order of the log. */
  byMessage(projectId: string, messageId: string): Promise<readonly LoggedEvent[]>;
  byAcceptance(projectId: string, acceptance: string): Promise<LoggedEvent | undefined>;
  byArrival(projectId: string, range: LogRange<LogPlace>): AsyncIterable<LoggedEvent>;
  bodyOf(event: Pick<LoggedEvent, 'projectId' | 'at' | 'acceptance' | 'body'>): Promise<string>;
  /** How many events it had in the hours of a range, by when they were accepted. */
  hours(projectId: string, from: Instant, to: Instant): Promise<readonly LogHour[]>;
}

export const projectEvents = ({
  keptDays,
  eventCounts,
  eventLog,
  eventSettings,
}: {
  readonly keptDays: number;
  readonly eventCounts: Pick<EventCounts, 'hours'>;
  readonly eventLog: Pick<EventLog, 'byAcceptance' | 'byArrival' | 'byMessage' | 'bodyOf'>;
  readonly eventSettings: Pick<EventSettings, 'get'>;
}): ProjectEvents => ({
  keptDays,
  async byMessage(projectId, messageId) {
    const [all, settings] = await Promise.all([
      eventLog.byMessage(projectId, messageId),
      eventSettings.get(projectId),
    ]);
    return all.filter(({ at }) => !isEmptied(settings, at));
  },

  async byAcceptance(projectId, acceptance) {
    const [found, settings] = await Promise.all([
      eventLog.byAcceptance(projectId, acceptance),
      eventSettings.get(projectId),
    ]);
    return found && !isEmptied(settings, found.at) ? found : undefined;
  },

  async *byArrival(projectId, range) {
    const events = eventLog.byArrival(projectId, range)[Symbol.asyncIterator]();
    // Both are asked at once.
    const [settings, first] = await Promise.all([eventSettings.get(projectId), events.next()]);
    if (first.done) return;
    const rest = { [Symbol.asyncIterator]: () => events };
    if (!isEmptied(settings, first.value.at)) yield first.value;
    for await (const event of rest) if (!isEmptied(settings, event.at)) yield event;
  },

  bodyOf: (event) => eventLog.bodyOf(event),
  hours: (projectId, from, to) => eventCounts.hours(projectId, hourOf(from), hourOf(to)),
});

import type { ArchiveMessage } from '../../../functions/contract/message.ts';
import { type EventStorage, eventStorage } from '../../../functions/contract/event-storage.ts';
import { acceptEvents } from '../../../functions/events/app/accept-events.ts';
import { eventArchiver } from '../../../functions/events/app/log/archive-events.ts';
import { readArrival } from '../../../functions/events/app/log/read-arrival.ts';
import { eventLogApp } from '../../../functions/events/http/log/app.ts';
import type { Caller, Role } from '../../../functions/platform/core/caller.ts';
import { type Json, loads } from '../../../functions/platform/core/python-json.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryEventLog } from '../../fakes/event-log.ts';
import { memoryEventRecords } from '../../fakes/event-records.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { standingClock } from '../../support/clock.ts';
import { silentLog } from '../../support/silent-log.ts';
import { ceilometer } from './event-world.ts';
import { recordingBus } from './recording-bus.ts';

/** The token names the caller: `<project>:<user>:<roles>`. */
const callerOf = (token: string): Caller | undefined => {
  const [projectId, userId, roles] = token.split(':');
  if (!projectId || !userId || roles === undefined) return undefined;
  const known = (['admin', 'member', 'reader', 'service'] as const).filter((role) =>
    roles.split(',').includes(role),
  );
  return { projectId, userId, roles: known satisfies readonly Role[] };
};

export interface Stored {
  readonly id: string;
  readonly type?: string;
  readonly project?: string;
  readonly generated?: unknown;
  readonly traits?: readonly unknown[];
  readonly raw?: unknown;
}

/** JSON text of an event. */
export const eventText = ({
  id,
  type = 'compute.instance.create.end',
  project = 'p1',
  ...over
}: Stored) =>
  JSON.stringify({
    message_id: id,
    event_type: type,
    generated: over.generated ?? '2026-11-23T07:59:59.000000',
    traits: [['project_id', 1, project], ...(over.traits ?? [])],
    raw: over.raw ?? {},
  });

/** Ingest, archiver and Panko's API in memory. */
export function logWorld(settings: Partial<EventStorage> = {}) {
  const clock = standingClock();
  const payloads = memoryPayloadStore();
  const records = memoryEventRecords();
  const eventLog = memoryEventLog(clock, payloads);
  const storage = eventStorage.parse(settings);
  const ports = { ...records, clock, eventLog, ids: nodeIds, log: silentLog, payloads, storage };
  const archive = eventArchiver(ports);
  const app = eventLogApp({
    ...ports,
    authenticator: { byToken: async (token) => callerOf(token) },
    publicUrl: 'http://taibai.example',
  });

  return {
    ports,
    app,
    /** The messages of the queue `archive` for some events, in JSON text. */
    async accepted(...events: readonly string[]): Promise<readonly ArchiveMessage[]> {
      const { bus, published } = recordingBus();
      await acceptEvents({ ...ports, bus }, ceilometer, events.map(loads));
      return published.map((detail) => ({ time: clock.now(), detail }));
    },
    /** What becomes of messages that arrive together. */
    async archived(messages: readonly ArchiveMessage[]) {
      return archive(await Promise.all(messages.map((message) => readArrival(ports, message))));
    },
    /** Accepts events one after the other, a second apart, and stores them. */
    async store(...events: readonly Stored[]) {
      for (const event of events) {
        clock.advance(1);
        // oxlint-disable-next-line no-await-in-loop -- in order
        await this.archived(await this.accepted(eventText(event)));
      }
    },
    async ask(path: string, as = 'p1:u1:reader,member', init: RequestInit = {}) {
      const response = await app.request(`/events/v2${path}`, {
        ...init,
        headers: { 'x-auth-token': as },
      });
      const text = await response.text();
      const json: Json = text === '' ? null : loads(text);
      return { status: response.status, headers: response.headers, json, text };
    },
    /** The message ids of a list. */
    async ids(path: string, as?: string): Promise<readonly string[]> {
      const { text } = await this.ask(path, as);
      const listed: readonly { readonly message_id: string }[] = JSON.parse(text);
      return listed.map(({ message_id: id }) => id);
    },
    /** What a refusal says, with its status. */
    async refusal(
      path: string,
      as?: string,
      init?: RequestInit,
    ): Promise<readonly [number, string]> {
      const { status, text } = await this.ask(path, as, init);
      return [status, JSON.parse(text).error_message.faultstring];
    },
  };
}

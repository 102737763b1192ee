import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { type BusDetail, busDetailType, busSource } from '../../contract/bus-event.ts';
import { entryBytes } from '../core/bus-detail.ts';
import { eventBridgeLimits } from '../core/event-bridge-limits.ts';
import type { BusAnswer, EventBus } from '../ports.ts';
import type { Sleep } from '../../platform/ports.ts';

const attempts = 5;

/** Puts notifications on an EventBridge bus. Entries that fail transiently are sent again with exponential backoff. */
export const eventBridgeBus = (
  client: EventBridgeClient,
  busName: string,
  sleep: Sleep,
): EventBus => ({
  async publish(events) {
    const batches = batchesOf(events);
    const answers = await Promise.allSettled(
      batches.map((batch) => publishBatch({ client, busName, sleep }, batch)),
    );
    const [first] = answers;
    // On an error the sender repeats everything. So reject only if no event was taken.
    if (first?.status === 'rejected' && answers.every(({ status }) => status === 'rejected'))
      throw first.reason;
    return answers.flatMap((answer, i) =>
      answer.status === 'fulfilled' ? answer.value : (batches[i] ?? []).map(unreachable),
    );
  },
});

const unreachable = (): BusAnswer => ({
  kind: 'refused',
  reason: 'The bus did not take the event: it could not be reached.',
  transient: true,
});

/** Cuts the events, in order, into calls within EventBridge's limits on entries and bytes. */
function batchesOf(events: readonly BusDetail[]): readonly (readonly BusDetail[])[] {
  const batches: BusDetail[][] = [];
  let bytes = Infinity;
  for (const event of events) {
    const size = entryBytes(event);
    const last = batches.at(-1);
    if (
      last &&
      last.length < eventBridgeLimits.entriesPerCall &&
      bytes + size <= eventBridgeLimits.entryBytes
    ) {
      last.push(event);
      bytes += size;
    } else {
      batches.push([event]);
      bytes = size;
    }
  }
  return batches;
}

async function publishBatch(
  to: { readonly client: EventBridgeClient; readonly busName: string; readonly sleep: Sleep },
  events: readonly BusDetail[],
): Promise<readonly BusAnswer[]> {
  const answers = new Map<BusDetail, BusAnswer>();
  let waiting = events;
  for (let attempt = 1; waiting.length > 0; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- the next call sends what this one left over
    const entries = await putEvents(to, waiting);
    const left = waiting.filter((event, i) => {
      const answer = answerOf(entries[i]);
      answers.set(event, answer);
      return answer.kind === 'refused' && isTransient(entries[i]?.ErrorCode) && attempt < attempts;
    });
    // oxlint-disable-next-line no-await-in-loop -- waits between attempts
    if (left.length > 0) await to.sleep(Math.random() * 100 * 2 ** attempt);
    waiting = left;
  }
  return events.map((event) => answers.get(event) ?? { kind: 'refused', reason: 'not sent' });
}

async function putEvents(
  { client, busName }: { readonly client: EventBridgeClient; readonly busName: string },
  events: readonly BusDetail[],
): Promise<readonly PutEventsResultEntry[]> {
  const { Entries: entries = [] } = await client.send(
    new PutEventsCommand({
      Entries: events.map((event) => ({
        EventBusName: busName,
        Source: busSource,
        DetailType: busDetailType,
        Detail: JSON.stringify(event),
      })),
    }),
  );
  return entries;
}

const answerOf = (entry: PutEventsResultEntry | undefined): BusAnswer =>
  entry?.EventId
    ? { kind: 'accepted' }
    : {
        kind: 'refused',
        reason: `The bus did not take the event: ${entry?.ErrorMessage ?? entry?.ErrorCode ?? 'no answer'}`,
        ...(isTransient(entry?.ErrorCode) && { transient: true }),
      };

/** Whether EventBridge may take the same entry a moment later. */
const isTransient = (code: string | undefined): boolean =>
  code === undefined || /throttl|internal|unavailable/i.test(code);

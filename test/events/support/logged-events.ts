import type { LoggedEvent, NewEvent } from '../../../functions/events/core/log/logged-event.ts';
import {
  after,
  type Instant,
  instantOf,
  millisecondsOf,
} from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';

export const start: Instant = '2026-11-23T08:00:00.000000Z';

let count = 0;

/** An event to be stored, accepted a second after the one before. */
export function newEvent(over: Partial<NewEvent> & { readonly projectId: string }): NewEvent {
  count += 1;
  const at = over.at ?? after(start, count);
  const messageId = over.messageId ?? `m${count}`;
  const eventType = over.eventType ?? 'compute.instance.create.end';
  return {
    at,
    acceptance: nodeIds.ordered(at),
    messageId,
    eventType,
    generated: instantOf(millisecondsOf(at) - 500),
    body: { kind: 'text', text: bodyOf({ messageId, eventType, projectId: over.projectId }) },
    expiresAt: after(at, 86_400),
    ...over,
  };
}

export const bodyOf = ({
  messageId,
  eventType,
  projectId,
  traits = [],
}: {
  readonly messageId: string;
  readonly eventType: string;
  readonly projectId: string;
  readonly traits?: readonly unknown[];
}): string =>
  JSON.stringify({
    message_id: messageId,
    event_type: eventType,
    generated: '2026-11-23T10:02:38.305378',
    traits: [['project_id', 1, projectId], ...traits],
    raw: {},
  });

/** What can be compared: not where the body lies. */
export function withoutBody(event: LoggedEvent & { readonly expiresAt?: Instant }) {
  const { body: _body, expiresAt: _expiresAt, ...rest } = event;
  return rest;
}

export async function taken<Item>(items: AsyncIterable<Item>, limit = Infinity): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
    if (all.length >= limit) break;
  }
  return all;
}

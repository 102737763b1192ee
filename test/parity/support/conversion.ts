import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'lossless-json';
import { definitionsOfYaml } from '../../../functions/events/sources/ceilometer/node/event-definitions.ts';
import { eventsOfMessage } from '../../../functions/events/sources/broker/core/events-of-message.ts';
import { binOf } from '../../../local/folder.ts';
import { osloMessage } from '../../events/support/oslo-message.ts';
import { ask } from './oracle.ts';

/** The Python interpreter with Ceilometer. */
export const sendersPython = join(binOf('senders'), 'python');

export const scriptOf = (name: string): string =>
  fileURLToPath(new URL(`../python/${name}`, import.meta.url));

export const askCeilometer = (
  questions: readonly unknown[],
  written?: (question: unknown) => string,
) => ask([sendersPython, scriptOf('ceilometer_oracle.py')], questions, written);

export const isError = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'error' in answer;

/** A notification as Ceilometer's converter takes it. */
export interface Body {
  readonly ctxt: Readonly<Record<string, unknown>>;
  readonly publisher_id: string;
  readonly event_type: string;
  readonly payload: unknown;
  readonly metadata: { readonly message_id: string; readonly timestamp: string };
}

/** The one event that our bridge makes of the notification. */
export function converted(body: Body, definitions?: string): unknown {
  const message = osloMessage({
    payload: body.payload,
    priority: 'INFO',
    eventType: body.event_type,
    messageId: body.metadata.message_id,
    publisherId: body.publisher_id,
    timestamp: body.metadata.timestamp,
    context: body.ctxt,
  });
  const reading = eventsOfMessage(message, definitions ? definitionsOfYaml(definitions) : []);
  if (reading.kind === 'poison') return reading;
  return JSON.parse(stringify(reading.events[0]) ?? 'null');
}

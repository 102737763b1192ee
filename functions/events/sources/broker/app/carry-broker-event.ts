import type { BrokerEvent } from '../../../../contract/broker-event.ts';
import type { Ports } from '../../../ports.ts';
import type { PoisonQueue } from '../ports.ts';
import type { AcceptPorts } from '../../../app/accept-events.ts';
import { carryMessages } from './carry-messages.ts';

/**
 * Carries a batch of an Amazon MQ broker to the bus. A batch succeeds or is redelivered as a whole, so
 * messages that can never be read go to the poison queue: otherwise the batch would never succeed.
 */
export async function carryBrokerEvent(
  ports: AcceptPorts & Pick<Ports, 'log'> & { readonly poison: PoisonQueue },
  { rmqMessagesByQueue: queues }: BrokerEvent,
): Promise<void> {
  const messages = Object.entries(queues).flatMap(([queue, own]) =>
    own.map(({ data, redelivered = false }) => ({ queue, data, redelivered })),
  );
  const bodies = messages.map(({ data }) => bytesOf(data));
  const { verdicts, tally } = await carryMessages(ports, [], bodies);
  const poison = messages.flatMap(({ queue, data }, i) => {
    const verdict = verdicts[i];
    return verdict?.kind === 'poison' ? [{ queue, data, reason: verdict.reason }] : [];
  });
  await ports.poison.add(poison);
  ports.log.info('carried', {
    messages: messages.length,
    redelivered: messages.filter(({ redelivered }) => redelivered).length,
    poison: poison.length,
    events: tally,
  });
}

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import type { ZodType } from 'zod';
import { after, type Instant } from '../core/instant.ts';
import type { Clock, Log } from '../ports.ts';
import type { Postpone } from './postpone.ts';

export interface QueuePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly postpone: Postpone;
}

/** The message is not done and not to blame: it comes again at this time. */
export interface Later {
  readonly kind: 'later';
  readonly at: Instant;
}

/** Seconds until a message that failed comes again: doubled each time, a minute at most. */
const backoffSeconds = (deliveries: number): number => Math.min(60, 2 ** (deliveries - 1));

/**
 * Answers each message of a batch for itself: what throws comes again soon, and after some times goes
 * to the dead-letter queue; what nobody understands goes there at once; the others are done. Of a
 * message nothing is logged but its id.
 */
export function queueConsumer<Message>(
  { clock, log, postpone }: QueuePorts,
  schema: ZodType<Message>,
  consume: (message: Message) => Promise<void | Later>,
): SQSHandler {
  const comeAgain = async (record: SQSRecord, error: unknown): Promise<void> => {
    const { messageId, receiptHandle, attributes } = record;
    const deliveries = Number(attributes.ApproximateReceiveCount) || 1;
    log.error('message failed', { messageId, deliveries, error });
    const wait = error instanceof NotUnderstood ? 0 : backoffSeconds(deliveries);
    try {
      await postpone(receiptHandle, after(clock.now(), wait));
    } catch (cause) {
      log.warn('message comes again only when its queue shows it', { messageId, cause });
    }
  };
  const consumeRecord = async (record: SQSRecord): Promise<void> => {
    let outcome: void | Later;
    try {
      outcome = await consume(read(schema, record.body));
    } catch (error) {
      await comeAgain(record, error);
      throw error;
    }
    if (!outcome) return;
    await postpone(record.receiptHandle, outcome.at);
    throw new Postponed(`message comes again at ${outcome.at}`);
  };
  return (event) =>
    processPartialResponse(event, consumeRecord, new BatchProcessor(EventType.SQS), {
      throwOnFullBatchFailure: false,
    });
}

/** How a message that comes again is told from one that is done. */
class Postponed extends Error {
  override readonly name = 'Postponed';
}

/** A message in no form this release knows: trying again would not help. */
class NotUnderstood extends Error {
  override readonly name = 'NotUnderstood';
}

/** A parser's own complaint would quote what it read. */
function read<Message>(schema: ZodType<Message>, body: string): Message {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new NotUnderstood('message is no JSON');
  }
  const message = schema.safeParse(json);
  if (message.success) return message.data;
  const where = message.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw new NotUnderstood(`message not understood: ${where}`);
}

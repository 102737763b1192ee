import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { after, type Instant, instantOf } from '../core/instant.ts';
import { Unprocessable } from '../core/unprocessable.ts';
import type { Clock, Log } from '../ports.ts';
import type { Postpone } from './postpone.ts';
import type { PutAside } from './put-aside.ts';

export interface QueuePorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly postpone: Postpone;
  readonly putAside: PutAside;
}

/** Not finished yet, and no failure. The message becomes visible again at `at`. */
export interface Later {
  readonly kind: 'later';
  readonly at: Instant;
}

const longestBackoffSeconds = 900;

/** Seconds until a failed message becomes visible again: doubled each time, at most a quarter of an hour. */
export const backoffSeconds = (deliveries: number): number =>
  Math.min(longestBackoffSeconds, 2 ** (deliveries - 1));

/**
 * Consumes each message of a batch on its own. A message whose consumer throws is redelivered with
 * backoff, for hours, so that an outage of a dependency loses nothing. One that can never be processed is
 * sent to the dead-letter queue at once. Only a message's id is logged.
 */
export function queueConsumer<Message>(
  { clock, log, postpone, putAside }: QueuePorts,
  schema: z.core.$ZodType<Message>,
  /** `sentAt` is when the message was first sent, however often it was received since. */
  consume: (message: Message, sentAt: Instant) => Promise<void | Later>,
): SQSHandler {
  const redeliver = async (record: SQSRecord, error: unknown): Promise<void> => {
    const { messageId, receiptHandle, attributes } = record;
    const deliveries = Number(attributes.ApproximateReceiveCount) || 1;
    log.error('message failed', { messageId, deliveries, error });
    try {
      await postpone(receiptHandle, after(clock.now(), backoffSeconds(deliveries)));
    } catch (cause) {
      log.warn('visibility not changed: the message returns after its visibility timeout', {
        messageId,
        cause,
      });
    }
  };
  const consumeOrPutAside = async (record: SQSRecord): Promise<void | Later> => {
    const { messageId, body } = record;
    try {
      return await consume(read(schema, body), sentAtOf(record, clock));
    } catch (error) {
      if (!(error instanceof Unprocessable)) throw error;
      await putAside(body, error.message);
      log.error('message put aside', { messageId, error });
    }
  };
  const consumeRecord = async (record: SQSRecord): Promise<void> => {
    let outcome: void | Later;
    try {
      outcome = await consumeOrPutAside(record);
    } catch (error) {
      await redeliver(record, error);
      throw error;
    }
    if (!outcome) return;
    await postpone(record.receiptHandle, outcome.at);
    throw new Postponed(`message postponed until ${outcome.at}`);
  };
  return (event) =>
    processPartialResponse(event, consumeRecord, new BatchProcessor(EventType.SQS), {
      throwOnFullBatchFailure: false,
    });
}

const sentAtOf = ({ attributes }: SQSRecord, clock: Clock): Instant => {
  const milliseconds = Number(attributes.SentTimestamp);
  return milliseconds > 0 ? instantOf(milliseconds) : clock.now();
};

/** Reports a postponed message as failed, so that SQS does not delete it. */
class Postponed extends Error {
  override readonly name = 'Postponed';
}

/** Parses a message. Errors name fields only: those of the parsers would quote the message. */
function read<Message>(schema: z.core.$ZodType<Message>, body: string): Message {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new Unprocessable('message is not JSON');
  }
  const message = z.safeParse(schema, json);
  if (message.success) return message.data;
  const where = message.error.issues
    .map(({ path }) => path.join('.') || 'the whole message')
    .join(', ');
  throw new Unprocessable(`message is malformed: ${where}`);
}

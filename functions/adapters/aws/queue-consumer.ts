import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import type { ZodType } from 'zod';
import type { Instant } from '../../core/instant.ts';
import type { Log } from '../../ports/platform.ts';
import type { Postpone } from './postpone.ts';

/** The message is not done and not to blame: it comes again at this time. */
export interface Later {
  readonly kind: 'later';
  readonly at: Instant;
}

/**
 * Answers each message of a batch for itself: what throws comes again, and after some times goes to
 * the dead-letter queue; the others are done. Of a message nothing is logged but its id.
 */
export function queueConsumer<Message>(
  { log, postpone }: { readonly log: Log; readonly postpone?: Postpone },
  schema: ZodType<Message>,
  consume: (message: Message) => Promise<void | Later>,
): SQSHandler {
  const consumeBody = async ({ messageId, body, attributes }: SQSRecord): Promise<void | Later> => {
    try {
      return await consume(read(schema, body));
    } catch (error) {
      const deliveries = attributes.ApproximateReceiveCount;
      log.error('message failed', { messageId, deliveries, error });
      throw error;
    }
  };
  const consumeRecord = async (record: SQSRecord): Promise<void> => {
    const outcome = await consumeBody(record);
    if (!outcome) return;
    await postpone?.(record.receiptHandle, outcome.at);
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

/** A parser's own complaint would quote what it read. */
function read<Message>(schema: ZodType<Message>, body: string): Message {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new Error('message is no JSON');
  }
  const message = schema.safeParse(json);
  if (message.success) return message.data;
  const where = message.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
  throw new Error(`message not understood: ${where}`);
}

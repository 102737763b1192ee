import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import type { ZodType } from 'zod';
import type { Log } from '../../ports/platform.ts';

/**
 * Answers each message of a batch for itself: what throws comes again, and after some times goes to
 * the dead-letter queue; the others are done. Of a message nothing is logged but its id.
 */
export function queueConsumer<Message>(
  { log }: { readonly log: Log },
  schema: ZodType<Message>,
  consume: (message: Message) => Promise<void>,
): SQSHandler {
  const consumeRecord = async ({ messageId, body, attributes }: SQSRecord): Promise<void> => {
    try {
      await consume(read(schema, body));
    } catch (error) {
      const deliveries = attributes.ApproximateReceiveCount;
      log.error('message failed', { messageId, deliveries, error });
      throw error;
    }
  };
  return (event) =>
    processPartialResponse(event, consumeRecord, new BatchProcessor(EventType.SQS), {
      throwOnFullBatchFailure: false,
    });
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

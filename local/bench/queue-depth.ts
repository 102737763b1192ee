import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Whether these queues have neither waiting nor in-flight messages. */
export async function areEmpty(client: SQSClient, urls: readonly string[]): Promise<boolean> {
  const depths = await Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes: counts = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(counts).reduce((sum, number) => sum + Number(number), 0);
    }),
  );
  return depths.every((depth) => depth === 0);
}

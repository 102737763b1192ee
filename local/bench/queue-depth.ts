import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Whether no message waits in these queues, and none is in somebody's hands. */
export async function areEmpty(client: SQSClient, urls: readonly string[]): Promise<boolean> {
  const depths = await Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes: told = {} } = await client.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(told).reduce((sum, number) => sum + Number(number), 0);
    }),
  );
  return depths.every((depth) => depth === 0);
}

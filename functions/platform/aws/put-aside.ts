import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Sends the body of a message that can never be processed to a dead-letter queue, with the reason. */
export type PutAside = (body: string, reason: string) => Promise<void>;

/** The message keeps its body, so that it can be moved back; the reason is its attribute `reason`. */
export const sqsPutAside =
  (client: SQSClient, queueUrl: string): PutAside =>
  async (body, reason) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageAttributes: { reason: { DataType: 'String', StringValue: attributeText(reason) } },
      }),
    );
  };

const longestText = 1000;

/** SQS refuses most control characters in an attribute, and a reason may name a field of the message. */
const attributeText = (text: string): string =>
  text.replaceAll(/[^\P{C}\n]|\p{Cs}/gu, '?').slice(0, longestText) || '?';

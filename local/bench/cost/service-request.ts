import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { type Charge, chunks } from './charge.ts';
import type { Wait } from './waiting.ts';

/** A request to AWS, by what it asks for. */
export interface ServiceRequest {
  readonly service: string;
  readonly operation: string;
  readonly wait: Wait;
  /** What it costs; for DynamoDB that depends on rows, see `dynamo-meter.ts`. */
  readonly charges: readonly Charge[];
}

/** SQS and EventBridge count every begun 64 KB. */
export const messageChunkBytes = 64 * 1024;

/** Reads a request by its target header, or by its path where a service has none. */
export function serviceRequest(
  { headers, method = 'GET', url = '/' }: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  body: Buffer,
): ServiceRequest {
  const [api = '', operation = ''] = String(headers['x-amz-target'] ?? '').split('.');
  const input = (): unknown => JSON.parse(body.toString('utf8'));
  if (api.startsWith('DynamoDB'))
    return { service: 'dynamodb', operation, wait: waitOf(operation), charges: [] };
  if (api === 'AmazonSQS')
    return { service: 'sqs', operation, wait: 'sqs', charges: queueCharges(operation, input()) };
  if (api === 'AWSEvents')
    return {
      service: 'events',
      operation,
      wait: 'eventbridge',
      charges: operation === 'PutEvents' ? busCharges(input()) : [],
    };
  if (api === 'AmazonSSM')
    return { service: 'ssm', operation, wait: 'parameter-store', charges: [] };
  if (api === 'secretsmanager')
    return {
      service: 'secrets-manager',
      operation,
      wait: 'secrets-manager',
      charges: [{ row: 'Secrets Manager', price: 'secret-request', count: 1 }],
    };
  const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(url)?.[1];
  if (invoked !== undefined) {
    const wait = /-fn-/.test(invoked) ? 'user-function' : 'lambda';
    return { service: 'lambda', operation: 'Invoke', wait, charges: [] };
  }
  if (/^\/20\d\d-\d\d-\d\d\//.test(url))
    return { service: 'lambda', operation: method, wait: 'lambda', charges: [] };
  return {
    service: 's3',
    operation: method,
    wait: 's3',
    charges: [
      { row: 'S3', price: method === 'GET' || method === 'HEAD' ? 's3-get' : 's3-put', count: 1 },
    ],
  };
}

const waitOf = (operation: string): Wait => {
  if (operation.startsWith('Transact')) return 'dynamodb-transaction';
  return /^(Get|BatchGet|Query|Scan)/.test(operation) ? 'dynamodb-read' : 'dynamodb-write';
};

const message = z.object({
  MessageBody: z.string().default(''),
  MessageGroupId: z.string().optional(),
});
const queueInput = z.object({
  QueueUrl: z.string(),
  ...message.shape,
  Entries: z.array(message.partial()).default([]),
});

function queueCharges(operation: string, input: unknown): readonly Charge[] {
  const { QueueUrl, Entries, ...single } = queueInput.parse(input);
  const messages = operation.endsWith('Batch') ? Entries : [single];
  const bytes = messages.reduce(
    (sum, { MessageBody = '' }) => sum + Buffer.byteLength(MessageBody),
    0,
  );
  const count = chunks(bytes, messageChunkBytes);
  const fair = messages.some(({ MessageGroupId: group }) => group !== undefined);
  const verb = operation.startsWith('Send') ? 'sends' : operation;
  const queue = queueName(QueueUrl);
  return [
    { row: `SQS ${verb}: ${queue}`, price: 'sqs-request', count },
    ...(fair
      ? [{ row: `SQS fair sends: ${queue}`, price: 'sqs-fair-request', count } as const]
      : []),
  ];
}

/** `…EngineExecutionsQueueE7452…` is called executions. */
export const queueName = (url: string): string =>
  /(Hits|Executions|Deliveries|Provisioning|AccountEvents|Looks)Queue/
    .exec(url)?.[1]
    ?.toLowerCase() ?? url;

const busInput = z.object({ Entries: z.array(z.object({ Detail: z.string() })) });

const busCharges = (input: unknown): readonly Charge[] =>
  busInput.parse(input).Entries.map(({ Detail }) => ({
    row: 'EventBridge custom events',
    price: 'custom-event',
    count: chunks(Buffer.byteLength(Detail), messageChunkBytes),
  }));

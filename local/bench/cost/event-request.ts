import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Charge, chunks } from './charge.ts';
import { logLineBytes } from './lambda.ts';

const apiChunkBytes = 512 * 1024;
/** An estimate of a response's headers. */
const headBytes = 300;

/**
 * The default size of an event as JSON. Its entry on the bus, which also carries the traits in the
 * forms that EventBridge compares, then has 2.6 kB.
 */
export const defaultEventBytes = 1150;

/** A notification with Nova's traits, padded to `bytes` of JSON. */
export function notification(eventType: string, projectId: string, bytes: number) {
  const event = {
    message_id: randomUUID(),
    event_type: eventType,
    generated: '2026-11-23T10:02:38.305378',
    traits: [
      ['project_id', 1, projectId],
      ['user_id', 1, randomUUID().replaceAll('-', '')],
      ['request_id', 1, `req-${randomUUID()}`],
      ['service', 1, 'compute'],
      ['host', 1, 'compute-017.rack-4.example.org'],
      ['instance_id', 1, randomUUID()],
      ['display_name', 1, 'web-frontend-2'],
      ['instance_type', 1, 'm1.medium'],
      ['instance_type_id', 2, 3],
      ['availability_zone', 1, 'nova'],
      ['os_architecture', 1, 'x86_64'],
      ['old_state', 1, 'building'],
      ['state', 1, 'active'],
      ['memory_mb', 2, 4096],
      ['disk_gb', 2, 40],
      ['root_gb', 2, 40],
      ['ephemeral_gb', 2, 0],
      ['vcpus', 2, 2],
      ['created_at', 4, '2026-11-23T10:02:12.000000'],
      ['launched_at', 4, '2026-11-23T10:02:37.000000'],
    ],
    raw: { payload: '' },
  };
  const missing = bytes - Buffer.byteLength(JSON.stringify(event));
  return { ...event, raw: { payload: 'x'.repeat(Math.max(0, missing)) } };
}

/** The event by which the HTTP API calls a Lambda. */
export const apiEvent = (token: string, body: string, pathAndQuery: string) => {
  const [path = '', query = ''] = pathAndQuery.split('?');
  return {
    version: '2.0',
    routeKey: `ANY ${path}`,
    rawPath: path,
    rawQueryString: query,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      'user-agent': 'bench',
      'x-auth-token': token,
      'x-forwarded-for': '203.0.113.10',
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'abcdefghij',
      domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdefghij',
      http: {
        method: 'POST',
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.10',
        userAgent: 'bench',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: `ANY ${path}`,
      stage: '$default',
      time: '23/Nov/2026:10:02:38 +0000',
      timeEpoch: 1_795_428_158_000,
    },
    body,
    isBase64Encoded: false,
  };
};

const accepted = z.object({ statusCode: z.literal(202), body: z.string().default('') });

/** What the HTTP API bills for a request and its answer, its access log included. */
export function apiCharges(
  request: string,
  answer: unknown,
  accessLogFormat: string,
): readonly Charge[] {
  const bytes = Buffer.byteLength(accepted.parse(answer).body) + headBytes;
  const typical = new Map([
    ['$context.requestId', 'JKJaXmPLvHcESHA='],
    ['$context.requestTime', '23/Nov/2026:10:02:38 +0000'],
    ['$context.routeKey', 'ANY /events'],
    ['$context.status', '202'],
    ['$context.identity.sourceIp', '203.0.113.10'],
    ['$context.responseLatency', '38'],
    ['$context.integration.latency', '35'],
  ]);
  const line = accessLogFormat.replace(
    /\$context\.[A-Za-z.]+/g,
    (name) => typical.get(name) ?? '-',
  );
  return [
    {
      row: 'API Gateway',
      price: 'http-api',
      count: chunks(Math.max(Buffer.byteLength(request), bytes), apiChunkBytes),
    },
    { row: 'data to the sender', price: 'data-out', count: bytes },
    { row: 'logs: access', price: 'log-ingestion', count: line.length + logLineBytes },
  ];
}

import { createServer } from 'node:http';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, test } from 'vitest';
import { eventBridgeRules } from '../../../functions/alarming/aws/event-bridge-rules.ts';
import { eventBridgeBus } from '../../../functions/events/aws/event-bus.ts';
import type { BusDetail } from '../../../functions/contract/bus-event.ts';
import { listen } from '../../support/listen.ts';

interface Call {
  readonly operation: string;
  readonly input: { readonly Entries?: readonly { readonly Detail: string }[] };
}
type Service = (call: Call, nth: number) => { readonly status?: number; readonly body: object };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A client of a fake service with the given answers, and the calls that it received. */
async function eventBridge(service: Service) {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const call: Call = { operation, input: JSON.parse(Buffer.concat(chunks).toString()) };
      calls.push(call);
      const { status = 200, body } = service(call, calls.length);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    });
  });
  const port = await listen(server);
  const client = new EventBridgeClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  closing.push(() => {
    client.destroy();
    server.close();
  });
  return { client, calls };
}

const noWait = async () => {};
const detail = (id: string, body = '{}'): BusDetail => ({
  v: 1,
  acceptance: `a-${id}`,
  id,
  type: 't',
  tail: 't',
  length: 1,
  project: 'p1',
  traits: {},
  body,
});
const idsOf = ({ input }: Call) =>
  (input.Entries ?? []).map(({ Detail }) => /"id":"([^"]*)"/.exec(Detail)?.[1]);
const taken = { EventId: 'e' };

describe('the bus', () => {
  test('sends only failed entries again, and answers in order', async () => {
    const { client, calls } = await eventBridge(({ input }, nth) => ({
      body: {
        Entries: (input.Entries ?? []).map((_, i) =>
          nth === 1 && i > 0
            ? { ErrorCode: i === 1 ? 'ThrottlingException' : 'MalformedDetail' }
            : taken,
        ),
      },
    }));
    const bus = eventBridgeBus(client, 'bus', noWait);
    expect(await bus.publish(['m1', 'm2', 'm3'].map((id) => detail(id)))).toEqual([
      { kind: 'accepted' },
      { kind: 'accepted' },
      { kind: 'refused', reason: 'The bus did not take the event: MalformedDetail' },
    ]);
    expect(calls.map(idsOf)).toEqual([['m1', 'm2', 'm3'], ['m2']]);
  });

  test('gives up on an entry that always fails', async () => {
    const { client, calls } = await eventBridge(() => ({
      body: { Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'try later' }] },
    }));
    const bus = eventBridgeBus(client, 'bus', noWait);
    expect(await bus.publish([detail('m1')])).toEqual([
      { kind: 'refused', reason: 'The bus did not take the event: try later', transient: true },
    ]);
    expect(calls).toHaveLength(5);
  });

  test('keeps each call within the limits', async () => {
    const { client, calls } = await eventBridge(({ input }) => ({
      body: { Entries: (input.Entries ?? []).map(() => taken) },
    }));
    const large = Array.from({ length: 5 }, (_, i) => detail(`l${i}`, 'x'.repeat(100_000)));
    const small = Array.from({ length: 25 }, (_, i) => detail(`s${i}`));
    await eventBridgeBus(client, 'bus', noWait).publish([...large, ...small]);
    expect(calls.map((call) => idsOf(call).length).toSorted((a, b) => a - b)).toEqual([
      2, 2, 6, 10, 10,
    ]);
  });
});

describe('rules', () => {
  const settings = {
    busName: 'bus',
    namePrefix: 'p',
    hitsQueueArn: 'arn:q',
    deadLetterQueueArn: 'arn:d',
  };

  test('are put again after a concurrent modification or throttling', async () => {
    const passing = ['ConcurrentModificationException', 'ThrottlingException'];
    const { client, calls } = await eventBridge((_, nth) =>
      nth <= passing.length
        ? { status: 400, body: { __type: passing[nth - 1] } }
        : { body: { FailedEntryCount: 0 } },
    );
    expect(await eventBridgeRules(client, settings).put('k', {}, true)).toBe('stored');
    expect(calls.map(({ operation }) => operation)).toEqual([
      'PutRule',
      'PutRule',
      'PutRule',
      'PutTargets',
    ]);
  });

  test('without a target are an error', async () => {
    const { client } = await eventBridge(() => ({
      body: { FailedEntryCount: 1, FailedEntries: [{ ErrorMessage: 'no such queue' }] },
    }));
    const put = eventBridgeRules(client, settings).put('k', {}, true);
    await expect(put).rejects.toThrow('no such queue');
  });

  test('with a pattern that EventBridge refuses are refused', async () => {
    const { client } = await eventBridge(() => ({
      status: 400,
      body: { __type: 'InvalidEventPatternException', message: 'too complex' },
    }));
    expect(await eventBridgeRules(client, settings).put('k', {}, true)).toBe('refused');
  });
});

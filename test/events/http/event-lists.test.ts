import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { telemetrySignatures } from '../../../functions/events/sources/ceilometer/node/telemetry-signatures.ts';
import { eventsApp } from '../../../functions/events/http/app.ts';
import type { BusAnswer, EventBus } from '../../../functions/events/ports.ts';
import { standingClock } from '../../support/clock.ts';
import { anEvent } from '../support/event-world.ts';
import { recordingBus } from '../support/recording-bus.ts';
import { silentLog } from '../../support/silent-log.ts';
import { propertyRuns } from '../../support/property-runs.ts';

function world(over: { readonly publish?: EventBus['publish']; readonly secret?: string } = {}) {
  const { bus, published } = recordingBus();
  const warnings: unknown[] = [];
  const payloads = memoryPayloadStore();
  const app = eventsApp({
    authenticator: {
      byToken: async () => ({ userId: 'u', projectId: 'services', roles: ['service'] }),
      byApplicationCredential: async () => undefined,
    },
    bus: over.publish ? { publish: over.publish } : bus,
    clock: standingClock(),
    ids: nodeIds,
    log: { ...silentLog, warn: (_, fields) => void warnings.push(fields) },
    sourceOf: () => '192.0.2.1',
    payloads,
    signatures: over.secret === undefined ? undefined : telemetrySignatures(over.secret),
  });
  const post = async (body: string | Uint8Array<ArrayBuffer>, encoding?: string) => {
    const response = await app.request('/events', {
      method: 'POST',
      body,
      headers: { 'x-auth-token': 't', ...(encoding && { 'content-encoding': encoding }) },
    });
    const answer: { results?: { status: string; reason: string | null }[] } = JSON.parse(
      await response.text(),
    );
    return { status: response.status, results: answer.results ?? [] };
  };
  return { post, published, payloads, warnings };
}

const event = anEvent({ traits: '["project_id",1,"p1"],["n",2,12345678901234567890]' });

describe('compressed bodies', () => {
  test.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['GZIP', gzipSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('%s', async (encoding, compress) => {
    const { post, published } = world();
    expect((await post(new Uint8Array(compress(event)), encoding)).status).toBe(202);
    expect(published[0]?.body).toContain('12345678901234567890');
  });

  test.each([
    ['br', new Uint8Array(gzipSync(event)), 400],
    ['gzip', new Uint8Array([1, 2, 3]), 400],
    ['gzip', new Uint8Array(gzipSync(' '.repeat(11 * 1024 * 1024))), 413],
    ['deflate', new Uint8Array(deflateSync(' '.repeat(11 * 1024 * 1024))), 413],
  ])(
    'an unknown encoding, a corrupt body or a too large one is refused: %s',
    async (encoding, body, status) => {
      expect((await world().post(body, encoding)).status).toBe(status);
    },
  );
});

const padded = (bytes: number) => new Uint8Array(gzipSync(event.padEnd(bytes)));

test('a body has at most 10 MiB unpacked', async () => {
  const { post } = world();
  expect((await post(padded(10_485_760), 'gzip')).status).toBe(202);
  expect((await post(padded(10_485_761), 'gzip')).status).toBe(413);
});

describe('lists', () => {
  test('each of hundreds of events has its answer in order, and accepted events are published unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: fc.uuid(), ok: fc.boolean(), n: fc.bigInt() }), {
          minLength: 1,
          maxLength: 300,
        }),
        async (wanted) => {
          const { post, published } = world();
          const { results } = await post(
            `[${wanted
              .map(({ id, ok, n }) =>
                anEvent({ id, traits: ok ? `["project_id",1,"p1"],["n",2,${n}]` : '[]' }),
              )
              .join(',')}]`,
          );
          expect(results.map(({ status }) => status)).toEqual(
            wanted.map(({ ok }) => (ok ? 'accepted' : 'refused')),
          );
          const kept = wanted.filter(({ ok }) => ok);
          expect(published.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
          kept.forEach(({ n }, i) => expect(published[i]?.body).toContain(`["n",2,${n}]`));
        },
      ),
      { numRuns: propertyRuns(20) },
    );
  });

  test('a large event is published by reference, unchanged', async () => {
    const { post, published, payloads } = world();
    const large = anEvent().replace('"raw":{}', `"raw":{"x":"${'y'.repeat(400_000)}"}`);
    expect((await post(`[${large}]`)).status).toBe(202);
    expect(published[0]?.body).toBeUndefined();
    expect(await payloads.load({ key: published[0]?.bodyKey ?? '' })).toBe(large);
  });

  test('events without a project are refused as such, and counted in the log', async () => {
    const { post, warnings } = world();
    const { results } = await post(`[${event},${anEvent({ traits: '["a",1,"b"]' })},{}]`);
    expect(results.map(({ reason }) => reason)).toEqual([
      null,
      'No trait project_id or tenant_id names a project.',
      'message_id is missing or empty.',
    ]);
    expect(warnings).toEqual([
      expect.objectContaining({ accepted: 1, 'no-project': 1, malformed: 1 }),
    ]);
  });
});

describe('the status for a list', () => {
  const busy: BusAnswer = { kind: 'refused', reason: 'The bus is busy.', transient: true };

  test('is 503 if no event was accepted because the bus is busy', async () => {
    const { post } = world({ publish: async (events) => events.map(() => busy) });
    expect((await post(`[${event},${event}]`)).status).toBe(503);
  });

  test('is 202 with the refused ones listed if some events were accepted', async () => {
    const { post } = world({
      publish: async (events) => events.map((_, i) => (i === 0 ? { kind: 'accepted' } : busy)),
    });
    const { status, results } = await post(`[${event},${event}]`);
    expect([status, results.map((result) => result.status)]).toEqual([
      202,
      ['accepted', 'refused'],
    ]);
  });
});

describe('message_signature, if the deployment knows the secret', () => {
  const signed = (signature: string) =>
    event.replace('"raw"', `"message_signature":${JSON.stringify(signature)},"raw"`);
  /** Ceilometer's signature of this event with the secret "s". `test/parity` compares others. */
  const right = '558ac5cbdfd7cf55d06dcff5343c516a71b676b3fb02fedd21c71769660b41c0';

  test.each([
    ['none', event, 202],
    ['an empty one', signed(''), 202],
    ['a valid one', signed(right), 202],
    ['an invalid one', signed('ab'.repeat(32)), 400],
    ['one that is not a string', event.replace('"raw"', '"message_signature":7,"raw"'), 400],
  ])('%s', async (_, body, status) => {
    expect((await world({ secret: 's' }).post(body)).status).toBe(status);
  });

  test('an invalid one is counted in the log', async () => {
    const { post, warnings } = world({ secret: 's' });
    await post(signed('no'));
    expect(warnings).toEqual([expect.objectContaining({ 'wrong-signature': 1 })]);
  });

  test('is not checked if the secret is not known', async () => {
    expect((await world().post(signed('ab'))).status).toBe(202);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryPayloadStore } from '../../../fakes/payload-store.ts';
import { nodeIds } from '../../../../functions/platform/node/ids.ts';
import { carryBrokerEvent } from '../../../../functions/events/sources/broker/app/carry-broker-event.ts';
import { carryMessages } from '../../../../functions/events/sources/broker/app/carry-messages.ts';
import { brokerEvent } from '../../../../functions/contract/broker-event.ts';
import type { BusAnswer } from '../../../../functions/events/ports.ts';
import type { PoisonMessage } from '../../../../functions/events/sources/broker/ports.ts';
import { eventOf } from '../../support/broker-sender.ts';
import { osloMessage } from '../../support/oslo-message.ts';
import { recordingBus } from '../../support/recording-bus.ts';
import { silentLog } from '../../../support/silent-log.ts';
import { standingClock } from '../../../support/clock.ts';

function world(answer?: BusAnswer) {
  const { bus, published } = recordingBus(answer);
  const aside: PoisonMessage[] = [];
  const ports = {
    bus,
    clock: standingClock(),
    ids: nodeIds,
    log: silentLog,
    payloads: memoryPayloadStore(),
    poison: {
      async add(messages: readonly PoisonMessage[]) {
        aside.push(...messages);
      },
    },
  };
  const carry = (...texts: readonly string[]) =>
    carryMessages(
      ports,
      [],
      texts.map((text) => Buffer.from(text)),
    );
  return { ports, carry, published, aside };
}

const guide = osloMessage({ payload: eventOf('m1') });

describe('a message of the broker', () => {
  test.each([1, 2] as const)(
    'in envelope version %i holds one event or a list',
    async (version) => {
      const { carry, published } = world();
      const { verdicts } = await carry(
        osloMessage({ payload: eventOf('m1') }, version),
        osloMessage({ payload: [eventOf('m2'), eventOf('m3')] }, version),
      );
      expect(verdicts).toEqual([{ kind: 'carried' }, { kind: 'carried' }]);
      expect(published.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3']);
    },
  );

  test('of Nova becomes an event with traits', async () => {
    const { carry, published } = world();
    await carry(
      osloMessage({
        priority: 'INFO',
        eventType: 'compute.instance.create.end',
        messageId: 'n1',
        payload: { tenant_id: 'p1', instance_id: 'i1', memory_mb: 512 },
      }),
    );
    expect(published[0]).toMatchObject({
      id: 'n1',
      type: 'compute.instance.create.end',
      project: 'p1',
    });
    expect(JSON.parse(published[0]?.body ?? '').traits).toEqual([
      ['service', 1, 'compute'],
      ['project_id', 1, 'p1'],
      ['tenant_id', 1, 'p1'],
      ['instance_id', 1, 'i1'],
      ['resource_id', 1, 'i1'],
      ['host', 1, 'host-1'],
      ['memory_mb', 2, 512],
    ]);
  });

  test("of Nova's versioned notifications keeps its type and has the project and instance as traits", async () => {
    const { carry, published } = world();
    await carry(
      osloMessage({
        priority: 'INFO',
        eventType: 'instance.create.end',
        messageId: 'v1',
        publisherId: 'nova-compute:host-1',
        context: { project_id: 'of the request', request_id: 'req-1' },
        payload: {
          'nova_object.namespace': 'nova',
          'nova_object.name': 'InstanceCreatePayload',
          'nova_object.version': '1.12',
          'nova_object.data': {
            uuid: 'i1',
            tenant_id: 'p1',
            user_id: 'u1',
            display_name: 'new_instance',
            state: 'active',
            host: 'host-1',
            launched_at: '2026-11-23T03:00:00Z',
            flavor: {
              'nova_object.name': 'FlavorPayload',
              'nova_object.data': { name: 'm1', vcpus: 1 },
            },
          },
        },
      }),
    );
    expect(published[0]).toMatchObject({ type: 'instance.create.end', project: 'p1' });
    expect(JSON.parse(published[0]?.body ?? '').traits).toEqual([
      ['service', 1, 'nova-compute'],
      ['request_id', 1, 'req-1'],
      ['project_id', 1, 'p1'],
      ['user_id', 1, 'u1'],
      ['tenant_id', 1, 'p1'],
      ['host', 1, 'host-1'],
      ['instance_id', 1, 'i1'],
      ['resource_id', 1, 'i1'],
      ['display_name', 1, 'new_instance'],
      ['state', 1, 'active'],
      ['instance_type', 1, 'm1'],
      ['vcpus', 2, 1],
      ['launched_at', 4, '2026-11-23T03:00:00'],
    ]);
  });

  test('that can never be read is poison, and the rest of its batch is carried', async () => {
    const { carry, published } = world();
    const { verdicts } = await carry(
      'no JSON',
      '{"oslo.version":"3.0","oslo.message":"{}"}',
      '{"oslo.version":"2.0","oslo.message":7}',
      '{"payload":"text"}',
      osloMessage({ payload: { counter_name: 'cpu' } }),
      '['.repeat(200_000),
      guide,
    );
    expect(verdicts.map((verdict) => verdict.kind === 'poison' && verdict.reason)).toEqual([
      'The message is not JSON.',
      'The envelope has an unknown version.',
      'The envelope holds no text.',
      'The message is not a notification: it has no payload.',
      'message_id is missing or empty.',
      'The message nests too deeply.',
      false,
    ]);
    expect(published.map(({ id }) => id)).toEqual(['m1']);
  });

  test('whose event names no project is carried and counted', async () => {
    const { carry } = world();
    const { verdicts, tally } = await carry(
      osloMessage({ payload: { ...eventOf('m1'), traits: [] } }),
    );
    expect([verdicts, tally]).toEqual([[{ kind: 'carried' }], { 'no-project': 1 }]);
  });

  test('is not acknowledged while the bus is busy', async () => {
    const { carry } = world({ kind: 'refused', reason: 'busy', transient: true });
    await expect(carry(guide)).rejects.toThrow('the bus did not take all events');
  });

  test('gets a verdict, whatever it contains', async () => {
    const { carry } = world();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .jsonValue()
            .map((payload) =>
              osloMessage({ payload, priority: 'INFO', eventType: 'compute.instance.create.end' }),
            ),
        ),
        async (text) => {
          expect((await carry(text)).verdicts).toHaveLength(1);
        },
      ),
    );
  });
});

/** The event in the form that AWS documents. */
const recorded = (...bodies: readonly string[]) =>
  brokerEvent.parse({
    eventSource: 'aws:rmq',
    eventSourceArn:
      'arn:aws:mq:us-west-2:112556298976:broker:pizzaBroker:b-9bcfa592-423a-4942-879d-eb284b418fc8',
    rmqMessagesByQueue: {
      'taibai::/': bodies.map((body) => ({
        basicProperties: {
          contentType: 'application/json',
          contentEncoding: 'utf-8',
          headers: {},
          deliveryMode: 2,
          priority: 0,
          correlationId: null,
          replyTo: null,
          expiration: null,
          messageId: null,
          timestamp: null,
          type: null,
          userId: null,
          appId: null,
          clusterId: null,
          bodySize: body.length,
        },
        redelivered: false,
        data: Buffer.from(body).toString('base64'),
      })),
    },
  });

describe('a batch of Amazon MQ', () => {
  test('is carried, and poison messages go to the poison queue', async () => {
    const { ports, published, aside } = world();
    await carryBrokerEvent(ports, recorded(guide, 'no JSON'));
    expect(published.map(({ id }) => id)).toEqual(['m1']);
    expect(aside).toEqual([
      { queue: 'taibai::/', data: 'bm8gSlNPTg==', reason: 'The message is not JSON.' },
    ]);
  });

  test('is redelivered as a whole if the bus does not take it', async () => {
    const { ports, aside } = world({ kind: 'refused', reason: 'busy', transient: true });
    await expect(carryBrokerEvent(ports, recorded(guide, 'no JSON'))).rejects.toThrow(
      'the bus did not take all events',
    );
    expect(aside).toEqual([]);
  });
});

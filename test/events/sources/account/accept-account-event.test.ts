import { describe, expect, test } from 'vitest';
import { memoryPayloadStore } from '../../../fakes/payload-store.ts';
import { nodeIds } from '../../../../functions/platform/node/ids.ts';
import { acceptAccountEvent } from '../../../../functions/events/sources/account/app/accept-account-event.ts';
import { accountEventMessage } from '../../../../functions/contract/account-events.ts';
import type { BusAnswer } from '../../../../functions/events/ports.ts';
import { silentLog } from '../../../support/silent-log.ts';
import { standingClock } from '../../../support/clock.ts';
import { instanceStateChange } from '../../support/account-events.ts';
import { recordingBus } from '../../support/recording-bus.ts';

async function accept(
  message: object,
  projects: Readonly<Record<string, string>> = { '123456789012': 'p1' },
  answer?: BusAnswer,
) {
  const { bus, published } = recordingBus(answer);
  const warnings: unknown[] = [];
  await acceptAccountEvent(
    {
      bus,
      clock: standingClock(),
      ids: nodeIds,
      log: { ...silentLog, warn: (_, fields) => void warnings.push(fields) },
      payloads: memoryPayloadStore(),
    },
    projects,
    accountEventMessage.parse(message),
  );
  return { events: published.map(({ body }) => JSON.parse(body ?? 'null')), warnings };
}

describe('events of AWS', () => {
  test.each([
    ['pending', 'compute.instance.create.start', 'building'],
    ['running', 'compute.instance.create.end', 'active'],
    ['stopping', 'compute.instance.power_off.start', 'active'],
    ['stopped', 'compute.instance.power_off.end', 'stopped'],
    ['shutting-down', 'compute.instance.delete.start', 'active'],
    ['terminated', 'compute.instance.delete.end', 'deleted'],
  ])('the instance state %s becomes %s', async (state, eventType, novaState) => {
    const change = instanceStateChange(state);
    const { events } = await accept(change);
    expect(events).toEqual([
      {
        message_id: change.id,
        event_type: eventType,
        generated: '2026-11-23T03:00:00Z',
        traits: [
          ['service', 1, 'compute'],
          ['instance_id', 1, 'i-abcd1111'],
          ['resource_id', 1, 'i-abcd1111'],
          ['state', 1, novaState],
          ...(state === 'running' ? [['launched_at', 4, '2026-11-23T03:00:00Z']] : []),
          ...(state === 'terminated' ? [['deleted_at', 4, '2026-11-23T03:00:00Z']] : []),
          ['aws_account', 1, '123456789012'],
          ['aws_region', 1, 'us-east-1'],
          ['tenant_id', 1, 'p1'],
          ['project_id', 1, 'p1'],
        ],
        raw: change,
      },
    ]);
  });

  test('other events keep their source and type, and their members become traits', async () => {
    const { events } = await accept({
      ...instanceStateChange('running'),
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { version: '0', bucket: { name: 'b' }, size: 5 },
    });
    expect(events[0].event_type).toBe('aws.s3.Object Created');
    expect(events[0].traits.slice(0, 2)).toEqual([
      ['version', 1, '0'],
      ['size', 2, 5],
    ]);
    const [own] = (await accept({ ...instanceStateChange('running'), source: 'shop' })).events;
    expect(own.event_type).toBe('aws.shop.EC2 Instance State-change Notification');
  });

  test('an account that is not listed gets the default project', async () => {
    const { events } = await accept(instanceStateChange('running'), { '*': 'p2' });
    expect(events[0].traits).toContainEqual(['project_id', 1, 'p2']);
  });

  test('an event of an account without a project is logged and dropped', async () => {
    const { events, warnings } = await accept(instanceStateChange('running'), {});
    expect(events).toEqual([]);
    expect(warnings).toEqual([{ account: '123456789012', 'no-project': 1 }]);
  });

  test('rejects if the bus does not take the event, so that it is redelivered', async () => {
    await expect(
      accept(
        instanceStateChange('running'),
        { '*': 'p' },
        { kind: 'refused', reason: 'busy', transient: true },
      ),
    ).rejects.toThrow('busy');
  });
});

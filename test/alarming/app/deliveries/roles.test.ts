import { describe, expect, test } from 'vitest';
import { listDeliveries } from '../../../../functions/alarming/app/deliveries/list-deliveries.ts';
import {
  redeliver,
  redeliverAll,
} from '../../../../functions/alarming/app/deliveries/redeliver.ts';
import {
  endSigning,
  rotateSigning,
  showSigning,
} from '../../../../functions/alarming/app/deliveries/signing-secret.ts';
import type { Caller, Role } from '../../../../functions/platform/core/caller.ts';
import { deliveryOf } from '../../support/delivery.ts';
import { deliveryWorld } from '../../support/delivery-world.ts';

const callerWith = (...roles: readonly Role[]): Caller => ({
  userId: 'user',
  projectId: 'project',
  roles,
});

type World = ReturnType<typeof deliveryWorld>;

describe('the use cases of deliveries check roles themselves', () => {
  test.each([
    ['listing', ({ ports }: World) => listDeliveries(ports, callerWith('service'), { limit: 1 })],
    ['redelivery', ({ ports }: World) => redeliver(ports, callerWith('reader'), 'id')],
    [
      'redelivery of all',
      ({ ports }: World) => redeliverAll(ports, callerWith('reader'), { limit: 1 }),
    ],
    ['showing the secret', ({ ports }: World) => showSigning(ports, callerWith('reader'))],
    ['rotating the secret', ({ ports }: World) => rotateSigning(ports, callerWith('reader'))],
    ['ending signing', ({ ports }: World) => endSigning(ports, callerWith('reader'))],
  ])('%s is refused to a caller without the role', async (_, run) => {
    const world = deliveryWorld();
    await world.deliveries.put(deliveryOf({ state: 'dead' }));
    await expect(run(world)).rejects.toMatchObject({ code: 'forbidden' });
    expect(world.queue.sent).toEqual([]);
    expect(await world.ports.deliverySignings.get('project')).toBeUndefined();
  });
});

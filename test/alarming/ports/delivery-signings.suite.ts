import { beforeEach, expect, test } from 'vitest';
import { rotated } from '../../../functions/alarming/core/delivery/delivery-signing.ts';
import type { DeliverySignings } from '../../../functions/alarming/delivery-ports.ts';
import { start } from '../support/delivery.ts';

export function deliverySigningsSuite(open: () => Promise<DeliverySignings>): void {
  let signings: DeliverySignings;
  beforeEach(async () => {
    signings = await open();
  });

  test('a project has no signing until it is stored, and then its own', async () => {
    const first = rotated('p1', undefined, start);
    expect(await signings.put(first)).toBe('stored');
    expect(await signings.get('p1')).toEqual(first);
    expect(await signings.get('p2')).toBeUndefined();
  });

  test('one of two concurrent rotations succeeds', async () => {
    const first = rotated('p1', undefined, start);
    expect(await signings.put(first)).toBe('stored');
    expect(await signings.put(first)).toBe('stale');
    const second = rotated('p1', first, start);
    const both = await Promise.all([signings.put(second), signings.put(second)]);
    expect(both.toSorted()).toEqual(['stale', 'stored']);
    expect(await signings.get('p1')).toEqual(second);
  });
}

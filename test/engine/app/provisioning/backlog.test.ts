import { expect, test } from 'vitest';
import { memoryFunctionStores } from '../../../fakes/function-store.ts';
import { memoryVersionStores } from '../../../fakes/version-store.ts';
import { noteBacklog } from '../../../../functions/engine/app/provisioning/backlog.ts';
import { after } from '../../../../functions/platform/core/instant.ts';
import { standingClock } from '../../../support/clock.ts';
import { aFunction } from '../../support/engine-builders.ts';

function backlogWorld() {
  const clock = standingClock();
  const { functionRows, ...functionStores } = memoryFunctionStores(clock);
  return { clock, ...functionStores, ...memoryVersionStores(functionRows, clock) };
}

test('the estimate counts what waits and what is still to be found, a minute for sixty', async () => {
  const ports = backlogWorld();
  for (let each = 0; each < 30; each += 1)
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await ports.functions.create(aFunction());
  expect(await noteBacklog(ports, 90)).toBe(120);
  expect(await ports.reviews.readyBy()).toBe(after(ports.clock.now(), 120));
});

test('without a backlog there is no estimate', async () => {
  const ports = backlogWorld();
  expect(await noteBacklog(ports, 0)).toBe(0);
  expect(await ports.reviews.readyBy()).toBeUndefined();
});

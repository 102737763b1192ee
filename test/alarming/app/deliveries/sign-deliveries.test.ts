import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  endSigning,
  rotateSigning,
  showSigning,
} from '../../../../functions/alarming/app/deliveries/signing-secret.ts';
import type { Caller } from '../../../../functions/platform/core/caller.ts';
import { after, millisecondsOf } from '../../../../functions/platform/core/instant.ts';
import { deliveryIdOf, messageOf } from '../../support/delivery.ts';
import { answering, deliveryWorld } from '../../support/delivery-world.ts';

const url = 'http://a.example/hook';
const member: Caller = { userId: 'user', projectId: 'project', roles: ['member', 'reader'] };

/** Verifies a post as the specification tells receivers to; true for each secret that signed it. */
function verified(
  post: { readonly headers: Readonly<Record<string, string>>; readonly body: string } | undefined,
  ...secrets: readonly string[]
): readonly boolean[] {
  const { headers = {}, body = '' } = post ?? {};
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const signatures = (headers['webhook-signature'] ?? '').split(' ');
  return secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return signatures.includes(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  });
}

test('deliveries are not signed without a signing secret', async () => {
  const world = deliveryWorld();
  await world.run([messageOf(url)]);
  expect(Object.keys(world.posts[0]?.headers ?? {})).not.toContain('webhook-signature');
});

test('every attempt is signed with its own time and the same id', async () => {
  const world = deliveryWorld((_, attempt) => answering(attempt < 3 ? 503 : 200));
  const { secret } = await rotateSigning(world.ports, member);
  await world.run([messageOf(url)]);
  expect(world.posts.map((post) => verified(post, secret))).toEqual([[true], [true], [true]]);
  expect(new Set(world.posts.map(({ headers }) => headers['webhook-id']))).toEqual(
    new Set([deliveryIdOf(0)]),
  );
  const times = world.posts.map(({ headers }) => Number(headers['webhook-timestamp']));
  expect(times.at(-1)).toBe(Math.floor(millisecondsOf(world.clock.now()) / 1000));
  expect(new Set(times).size).toBe(3);
});

test('both secrets sign for a day after a rotation, the new one first; then only the new one', async () => {
  const world = deliveryWorld();
  const { secret: old } = await rotateSigning(world.ports, member);
  const { secret: current, previousSecret } = await rotateSigning(world.ports, member);
  expect(previousSecret).toBe(old);
  await world.run([messageOf(url)]);
  expect(verified(world.posts[0], old, current)).toEqual([true, true]);
  world.clock.set(after(world.clock.now(), 24 * 3600));
  await world.run([{ ...messageOf(url), firingId: 'another' }]);
  expect(verified(world.posts[1], old, current)).toEqual([false, true]);
  expect((await showSigning(world.ports, member)).previousSecret).toBeUndefined();
});

test('deliveries are not signed after signing has ended', async () => {
  const world = deliveryWorld();
  await rotateSigning(world.ports, member);
  await endSigning(world.ports, member);
  await world.run([messageOf(url)]);
  expect(world.posts[0]?.headers).not.toHaveProperty('webhook-signature');
});

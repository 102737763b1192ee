import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../support/property-runs.ts';
import { devstackClient } from '../support/identity-client.ts';
import { idOf } from '../support/identity-world.ts';

const id = idOf('user', 'demo');
const name = 'demo';
const domain = { id: 'default' };

/** How a stranger may refer to `demo`, without knowing whether it exists. */
const references = [
  { name, domain },
  { name, domain: { name: 'Default' } },
  { id },
  { id, name, domain },
  { id: 'f'.repeat(32), name, domain },
  { name, domain: { name: 'Elsewhere' } },
];

const usual = '192.0.2.1';
const step = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant('guess' as const),
      reference: fc.constantFrom(...references),
      // A stranger may even be at the user's usual address.
      source: fc.constantFrom(usual, '198.51.100.7', '203.0.113.9', '2001:db8::1'),
      times: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('owner' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      seconds: fc.integer({ min: 1, max: 300 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What a stranger sees of these steps if `demo` exists and logs in from time to time, or if it does not. */
async function seen(steps: readonly Step[], exists: boolean) {
  const { clock, ports, send } = await devstackClient();
  const login = (user: object, password: string, source: string) =>
    send('POST', '/v3/auth/tokens', {
      headers: { 'x-test-source': source },
      body: {
        auth: { identity: { methods: ['password'], password: { user: { ...user, password } } } },
      },
    });
  const user = await ports.users.get(id);
  if (!exists && user)
    await ports.users.remove(user, {
      subject: 'user',
      id,
      issuedBefore: clock.now(),
      forgetAt: clock.now(),
    });
  const answers: unknown[] = [];
  const owner = async () => exists && login({ name, domain }, 'demo-password', usual);
  await owner();
  for (const one of steps) {
    if (one.kind === 'wait') clock.pass(one.seconds);
    else if (one.kind === 'owner') await owner();
    else
      for (let time = 0; time < one.times; time += 1) {
        const { status, headers, body } = await login(one.reference, 'wrong', one.source);
        const { 'x-openstack-request-id': _unique, ...others } = Object.fromEntries(headers);
        answers.push({ status, headers: others, body });
      }
  }
  return answers;
}

test('whatever strangers guess, the answers do not tell whether a user exists', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      expect(await seen(steps, true)).toEqual(await seen(steps, false));
    }),
    { numRuns: propertyRuns(40) },
  );
});

import { expect, test } from 'vitest';
import { createFunction, execute } from '../support/deployed.ts';
import { askClient, guestOf, request, runClient, session } from '../support/local-stack.ts';

const as = { user: guestOf.largeAnswers };
const megabytes = 1_000_000;

test('the real client gets a list without large results, and a log that is too large for the response of a Lambda', async () => {
  const guest = await session(as);
  const source =
    'def main(out, log):\n    print("log " * (log // 4))\n    return "out " * (out // 4)\n';
  const fn = await createFunction(guest, source, { timeout: 30 });
  const [first, second] = await Promise.all(
    [1, 2].map(() => execute(guest, fn, `{"out": ${2.9 * megabytes}, "log": 0}`)),
  );
  const listed = await askClient(['openstack', 'function', 'execution', 'list'], as);
  expect(listed).toEqual(
    expect.arrayContaining(
      [first, second].map((each) => expect.objectContaining({ Id: each?.id, Status: 'success' })),
    ),
  );

  const large = await execute(guest, fn, `{"out": 0, "log": ${5.5 * megabytes}}`);
  const log = await request(guest, 'GET', `/v1/executions/${large.id}/log`);
  expect(log.redirected).toBe(true);
  const shown = await runClient(
    ['openstack', 'function', 'execution', 'log', 'show', large.id],
    as,
  );
  expect(shown.code).toBe(0);
  expect(shown.stdout.trim()).toBe((await log.text()).trim());
});

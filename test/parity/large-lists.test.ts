import { expect, test } from 'vitest';
import * as z from 'zod';
import { createFunction } from '../../local/smoke/api.ts';
import {
  askClient,
  type ClientVersion,
  guestOf,
  request,
  session,
} from '../support/local-stack.ts';

const owner = { user: guestOf.largeLists };
const executions = 8;
/** Together more than a Lambda may answer, which is 6 MB. */
const input = `{"text": "${'x'.repeat(900_000)}"}`;
const withId = z.object({ id: z.string() });

/** Makes a function and runs it with large inputs, which stand in the list of executions. */
async function largeExecutions(): Promise<readonly string[]> {
  const guest = await session(owner);
  const functionId = await createFunction(guest, 'def main(text): return len(text)\n', 5);
  const asked = { function_id: functionId, sync: false, input };
  const ids: string[] = [];
  for (let made = 0; made < executions; made += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one large body after the other
    const answer = await request(guest, 'POST', '/v1/executions', asked);
    // oxlint-disable-next-line no-await-in-loop -- as above
    ids.push(withId.parse(await answer.json()).id);
  }
  return ids;
}

test('a list larger than an answer of a Lambda arrives at the clients, by a redirect', async () => {
  const ids = await largeExecutions();
  const { url, token } = await session(owner);
  const answer = await fetch(`${url}/v1/executions`, {
    headers: { 'x-auth-token': token },
    redirect: 'manual',
  });
  expect(answer.status).toBe(302);
  const listed = z.array(z.object({ Id: z.string(), Input: z.string() }));
  for (const version of ['5.1.1', '3.0.0'] satisfies ClientVersion[]) {
    const command = ['openstack', 'function', 'execution', 'list'];
    // oxlint-disable-next-line no-await-in-loop -- one client after the other
    const rows = listed.parse(await askClient(command, owner, version));
    expect(rows.map(({ Id }) => Id)).toEqual(expect.arrayContaining([...ids]));
    expect(new Set(rows.map(({ Input }) => Input))).toEqual(new Set([input]));
  }
});

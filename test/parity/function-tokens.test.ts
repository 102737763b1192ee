import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { run as runProgram } from '../../local/program.ts';
import { createFunction, execute, logOf } from '../support/deployed.ts';
import { clientsOf, guestOf, request, session } from '../support/local-stack.ts';

/** Lists the alarms of its own project, and asks for one of another. */
const source = `
import json
import urllib.error
import urllib.request

def get(path, context):
    url = context["os_auth_url"].replace("/identity/v3", path)
    request = urllib.request.Request(url, headers={"X-Auth-Token": context["os_token"] or ""})
    try:
        return json.load(urllib.request.urlopen(request))
    except urllib.error.HTTPError as refusal:
        return refusal.code

def main(other, context):
    if context["os_token"] is None:
        return "no token"
    alarms = get("/alarming/v2/alarms", context)
    return {"own": [alarm["name"] for alarm in alarms], "other": get(other, context)}
`;

/** As docs/functions.md shows it, with a token and the URL from `context`. */
const bySession = `
import sys
from keystoneauth1 import session
from keystoneauth1.identity import v3

auth = v3.Token(auth_url=sys.argv[1], token=sys.argv[2])
os_session = session.Session(auth=auth)
answer = os_session.get('/v2/alarms', endpoint_filter={'service_type': 'alarming'})
print([alarm['name'] for alarm in answer.json()])
`;

const credentialAnswer = z.object({
  application_credential: z.object({ id: z.string(), secret: z.string() }),
});
const created = z.object({ alarm_id: z.string() });

test('a function lists the alarms of its own project with its token, and reads none of another project', async () => {
  const owner = await session({ user: guestOf.functionTokens });
  const stranger = await session({ user: guestOf.stranger });
  const alarm = { type: 'event', event_rule: { event_type: `token.${randomUUID()}` } };
  const create = async (who: typeof owner, name: string) =>
    created.parse(
      await (await request(who, 'POST', '/alarming/v2/alarms', { ...alarm, name })).json(),
    ).alarm_id;
  await create(owner, 'mine');
  const theirs = await create(stranger, `theirs ${randomUUID()}`);
  const user = z.object({ token: z.object({ user: z.object({ id: z.string() }) }) }).parse(
    await (
      await fetch(`${owner.url}/identity/v3/auth/tokens`, {
        headers: { 'x-auth-token': owner.token, 'x-subject-token': owner.token },
      })
    ).json(),
  ).token.user.id;
  const path = `/identity/v3/users/${user}/application_credentials`;
  const { id, secret } = credentialAnswer.parse(
    await (
      await request(owner, 'POST', path, {
        application_credential: { name: randomUUID(), roles: [{ name: 'reader' }] },
      })
    ).json(),
  ).application_credential;

  const fn = await createFunction(owner, source, { timeout: 20 });
  const run = async () => {
    const input = JSON.stringify({ other: `/alarming/v2/alarms/${theirs}` });
    const execution = await execute(owner, fn, input);
    const log = await logOf(owner, execution.id);
    return {
      output: z.object({ output: z.unknown() }).parse(JSON.parse(execution.result ?? '')).output,
      log,
    };
  };
  expect((await run()).output).toBe('no token');
  const registered = await request(owner, 'PUT', `/v1/functions/${fn}/credential`, { id, secret });
  expect(registered.status).toBe(204);
  expect((await run()).output).toEqual({ own: ['mine'], other: 404 });

  const giver = await createFunction(
    owner,
    'def main(context):\n    return [context["os_auth_url"], context["os_token"]]\n',
  );
  await request(owner, 'PUT', `/v1/functions/${giver}/credential`, { id, secret });
  const given = await execute(owner, giver);
  const [url, token] = z
    .object({ output: z.tuple([z.string(), z.string()]) })
    .parse(JSON.parse(given.result ?? '')).output;
  const python = join(clientsOf('5.1.1'), 'python');
  expect(await runProgram(python, ['-c', bySession, url, token], { env: {} })).toMatchObject({
    code: 0,
    stdout: "['mine']\n",
  });

  expect((await request(owner, 'DELETE', `${path}/${id}`)).status).toBe(204);
  const after = await run();
  expect(after.output).toBe('no token');
  expect(after.log).toContain(`No token: Application credential ${id} is gone or has expired`);
});

import { describe, expect, test } from 'vitest';
import {
  engineWithThings,
  keysOf,
  type RequestRow,
  requestTable,
} from '../support/engine-requests.ts';

const rows = requestTable.map((row) => [row.command, row] as const);

type Engine = Awaited<ReturnType<typeof engineWithThings>>;

const ask = ({ send, things }: Engine, who: string, { method, path, sent }: RequestRow) =>
  send(who, method, path(things), sent?.(things) ?? {});

const asked = async (who: string, row: RequestRow) => ask(await engineWithThings(), who, row);

const keys = (kind: keyof typeof keysOf) => keysOf[kind].split(' ').toSorted();

/**
 * What an answer contains: its keys, the keys of its list's first item, or its type if it is not JSON.
 */
async function shapeOf(answer: Response, { answered }: RequestRow): Promise<unknown> {
  if (answered === null) return answer.text();
  if (isType(answered)) return answer.headers.get('content-type');
  const body: unknown = await answer.json();
  if (typeof answered === 'string') return Object.keys(Object(body)).toSorted();
  const [list] = answered;
  return new Map<string, readonly object[]>(Object.entries(Object(body)))
    .get(list)
    ?.map((each) => Object.keys(each).toSorted())[0];
}

function expectedShape({ answered }: RequestRow): unknown {
  if (answered === null) return '';
  if (isType(answered)) return answered.type;
  if (typeof answered === 'string') return keys(answered);
  const [, of] = answered;
  return of === 'worker' ? undefined : keys(of);
}

const isType = (answered: RequestRow['answered']): answered is { readonly type: string } =>
  typeof answered === 'object' && answered !== null && 'type' in answered;

describe('each request of the wire contract', () => {
  test.each(rows)('%s: is answered with its status and every key', async (_, row) => {
    const who = row.owner === 403 ? 'admin' : 'demo';
    const answer = await asked(who, row);
    expect(answer.status).toBe(who === 'admin' ? row.admin : row.owner);
    expect(await shapeOf(answer, row)).toEqual(expectedShape(row));
  });

  test.each(rows)('%s: the owner, a stranger, an administrator, nobody', async (_, row) => {
    const engine = await engineWithThings();
    // Callers that are refused come first, so that the object still exists for the next.
    const nobody = await ask(engine, '', row);
    const stranger = await ask(engine, 'alt', row);
    const owner = await ask(engine, 'demo', row);
    const admin = await asked('admin', row);
    expect([owner, stranger, admin, nobody].map(({ status }) => status)).toEqual([
      row.owner,
      row.stranger,
      row.admin,
      401,
    ]);
  });

  test('a list shows another project nothing', async () => {
    const { send } = await engineWithThings();
    const lists = ['functions', 'aliases', 'webhooks', 'executions', 'jobs'];
    const shown = await Promise.all(
      lists.map(async (list) => (await send('alt', 'GET', `/v1/${list}?project_id=demo`)).json()),
    );
    expect(shown.flatMap((body) => Object.values(Object(body)))).toEqual(lists.map(() => []));
  });

  test('anybody may invoke a webhook, and gets 202 with the execution', async () => {
    const { invocation, things } = await engineWithThings();
    const path = `/v1/webhooks/${things.webhook}/invoke`;
    const answer = await invocation.request(path, { method: 'POST' });
    expect([answer.status, Object.keys(Object(await answer.json()))]).toEqual([
      202,
      [keysOf.accepted],
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { deliveryId, executionId } from '../../../functions/alarming/app/decisions/effect-id.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { consoleWorld } from '../support/console-world.ts';

const idsIn = (json: { readonly items: readonly { readonly id: string }[] }) =>
  json.items.map(({ id }) => id);

describe('executions', () => {
  test('are listed newest first with their functions and what asked for them, and without texts', async () => {
    const { clock, execution, fn, get } = consoleWorld();
    const hello = fn('hello');
    const old = execution({
      functionId: hello.id,
      description: `Created by Job ${nodeIds.random()}`,
      status: 'success',
      updatedAt: after(clock.now(), 1.5),
    });
    clock.advance(1);
    const webhook = nodeIds.random();
    const young = execution({ description: `Created by Webhook ${webhook}` });
    clock.advance(1);
    const youngest = execution({
      cause: { alarmId: 'a1', transitionId: 't1', messageId: 'm1' },
    });
    const { status, json } = await get('/executions');
    expect(status).toBe(200);
    expect(idsIn(json)).toEqual([youngest.id, young.id, old.id]);
    expect(json).toMatchObject({ next: null, complete: true });
    expect(json.items[0].cause).toEqual({ alarm_id: 'a1', firing_id: 't1', message_id: 'm1' });
    expect(json.items[1].cause).toEqual({ webhook_id: webhook });
    expect(json.items[2]).toEqual({
      id: old.id,
      function_id: hello.id,
      function_name: 'hello',
      function_version: 0,
      alias: null,
      status: 'success',
      created_at: '2026-11-23T08:00:00.000000Z',
      updated_at: '2026-11-23T08:00:01.500000Z',
      duration_ms: 1500,
      description: old.description,
      cause: { job_id: expect.any(String) },
    });
  });

  test('are chosen by function, status and cause', async () => {
    const { clock, execution, get } = consoleWorld();
    const failed = execution({ functionId: 'f1', status: 'failed' });
    clock.advance(1);
    const running = execution({ functionId: 'f2', cause: { alarmId: 'a', transitionId: 't' } });
    expect(idsIn((await get('/executions?status=failed')).json)).toEqual([failed.id]);
    expect(idsIn((await get('/executions?function_id=f2')).json)).toEqual([running.id]);
    expect(idsIn((await get('/executions?cause=alarm')).json)).toEqual([running.id]);
    expect(idsIn((await get('/executions?cause=none')).json)).toEqual([failed.id]);
    expect(idsIn((await get('/executions?cause=job')).json)).toEqual([]);
  });
});

describe('deliveries', () => {
  test('are listed without the secrets of their URLs and their bodies, and shown with what is sent', async () => {
    const { alarm, clock, delivery, get } = consoleWorld();
    const { id: alarmId } = alarm('disk full');
    const attempt = {
      attempt: 1,
      at: clock.now(),
      outcome: { kind: 'rejected', status: 503 },
      latencyMilliseconds: 12,
      answer: 'x'.repeat(5000),
    } as const;
    const sent = delivery({ alarmId, attempt: 1, attempts: [attempt] });
    const { json, text } = await get('/deliveries');
    expect(json.items).toEqual([
      {
        id: sent.id,
        alarm_id: alarmId,
        alarm_name: 'disk full',
        url: 'https://receiver.example/hook',
        state: 'pending',
        attempts: 1,
        last_status: 503,
        message_id: null,
        firing_id: 'f1',
        created_at: clock.now(),
        updated_at: clock.now(),
      },
    ]);
    expect(text).not.toContain('because');
    const shown = await get(`/deliveries/${sent.id}`);
    expect(shown.json.notice).toBe('{"reason":"because"}');
    expect(shown.json.attempt_list).toMatchObject([
      { at: clock.now(), status: 503, outcome: 'rejected', error: null, duration_ms: 12 },
    ]);
    expect(shown.json.attempt_list[0].answer).toHaveLength(2000);
    expect(shown.text).not.toContain('secret');
  });

  test('are chosen by state and alarm', async () => {
    const { delivery, get } = consoleWorld();
    const dead = delivery({ state: 'dead', alarmId: 'a2' });
    delivery({ state: 'delivered' });
    expect(idsIn((await get('/deliveries?state=dead')).json)).toEqual([dead.id]);
    expect(idsIn((await get('/deliveries?alarm_id=a2')).json)).toEqual([dead.id]);
  });
});

describe('firings', () => {
  test('say what became of their actions', async () => {
    const { delivery, execution, firing, get } = consoleWorld();
    const webhook = `https://cloud.example/v1/webhooks/${nodeIds.random()}/invoke`;
    const fired = firing({
      actions: ['https://receiver.example', webhook, 'https://other.example'],
    });
    const sent = delivery({
      id: deliveryId({ ids: nodeIds }, fired.id, 0),
      state: 'delivered',
    });
    const run = execution({ id: executionId({ ids: nodeIds }, fired.id, 1), status: 'success' });
    const { json } = await get('/firings');
    expect(json.items).toEqual([
      {
        id: fired.id,
        at: fired.at,
        alarm_id: 'a1',
        alarm_name: 'a',
        from: 'ok',
        to: 'alarm',
        reason: 'because',
        message_id: 'm1',
        deliveries: [{ id: sent.id, state: 'delivered' }],
        executions: [{ id: run.id, status: 'success' }],
      },
    ]);
    expect((await get('/firings?alarm_id=other')).json.items).toEqual([]);
  });
});

describe('events', () => {
  test('are listed with their traits and what they hit', async () => {
    const { alarm, clock, event, firing, get, hit } = consoleWorld();
    const quiet = alarm('quiet');
    const acceptance = await event({
      messageId: 'm1',
      traits: [
        ['vm', 1, 'x<script>'],
        ['size', 2, 5],
      ],
    });
    const fired = firing({
      trigger: { kind: 'event', messageId: 'm1', acceptanceId: acceptance },
    });
    hit({ messageId: 'm1', acceptanceId: acceptance, alarmId: quiet.id });
    hit({ messageId: 'm1', acceptanceId: 'another acceptance' });
    const { json } = await get('/events');
    expect(json.items).toEqual([
      {
        message_id: 'm1',
        acceptance_id: acceptance,
        event_type: 'compute.instance.create.end',
        accepted_at: clock.now(),
        generated: clock.now(),
        traits: { vm: 'x<script>', size: '5' },
        replay_of: null,
        hits: [
          { alarm_id: 'a1', alarm_name: 'a', outcome: 'fired', reason: null, firing_id: fired.id },
          {
            alarm_id: quiet.id,
            alarm_name: 'quiet',
            outcome: 'hit',
            reason: 'in-alarm',
            firing_id: null,
          },
        ],
      },
    ]);
  });

  test('are chosen by type, message id, trait and outcome', async () => {
    const { event, firing, get, hit } = consoleWorld();
    const one = await event({ messageId: 'm1', type: 'a.b', traits: [['vm', 1, 'x=y']] });
    const two = await event({ messageId: 'm2', type: 'a.c' });
    const three = await event({ messageId: 'm3', type: 'd' });
    firing({ trigger: { kind: 'event', messageId: 'm1', acceptanceId: one } });
    hit({ messageId: 'm2', acceptanceId: two });
    const found = async (query: string) =>
      (await get(`/events?${query}`)).json.items
        .map(({ acceptance_id: id }: { acceptance_id: string }) => id)
        .toSorted();
    expect(await found('event_type=a.*')).toEqual([one, two].toSorted());
    expect(await found('message_id=m3')).toEqual([three]);
    expect(await found('trait=vm=x=y')).toEqual([one]);
    expect(await found('outcome=fired')).toEqual([one]);
    expect(await found('outcome=hit')).toEqual([two]);
    expect(await found('outcome=none')).toEqual([three]);
  });

  test('are walked, also the acceptances of one message id', async () => {
    const { clock, event, get } = consoleWorld();
    const accepted: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      accepted.unshift(await event({ messageId: 'same' }));
      clock.advance(i % 3);
    }
    for (const filter of ['', '&message_id=same']) {
      const walked: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const before: string = next === '' ? '' : `&before=${next}`;
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const { json } = await get(`/events?limit=2${filter}${before}`);
        walked.push(...json.items.map(({ acceptance_id: id }: { acceptance_id: string }) => id));
        next = json.next;
      }
      expect(walked.toSorted()).toEqual(accepted.toSorted());
    }
    const { json } = await get('/events');
    const late = await event();
    const newer = await get(`/events?after=${json.newest}`);
    expect(newer.json.items).toMatchObject([{ acceptance_id: late }]);
    expect((await get(`/events?after=${newer.json.next}`)).json.items).toEqual([]);
  });

  test('are answered by 409 where the deployment stores none, and all else works', async () => {
    const { get } = consoleWorld({ events: undefined });
    const { status, json } = await get('/events');
    expect([status, json.error.message]).toEqual([409, expect.stringContaining('eventStorage')]);
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const path of ['/executions', '/deliveries', '/firings', '/activity'])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
  });
});

const paths = ['/events', '/executions', '/deliveries', '/firings', '/activity'];

describe.each(paths)('%s', (path) => {
  test('shows a project its own rows alone', async () => {
    const world = consoleWorld();
    await world.event({ projectId: 'p2' });
    const { id } = world.delivery({ projectId: 'p2' });
    world.execution({ projectId: 'p2' });
    world.firing({ projectId: 'p2' });
    world.hit({ projectId: 'p2' });
    expect((await world.get(path)).json.items).toEqual([]);
    expect((await world.get(path, 'u2|p2|reader')).json.items).not.toEqual([]);
    expect((await world.get(`/deliveries/${id}`)).status).toBe(404);
    expect((await world.get(`/deliveries/${id}`, 'u2|p2|reader')).status).toBe(200);
    // An administrator works in one project, too.
    expect((await world.get(`/deliveries/${id}`, 'ua|pa|admin')).status).toBe(404);
  });

  test('may be read by readers, and by nobody without a role or a token', async () => {
    const { app, get } = consoleWorld();
    // oxlint-disable-next-line no-await-in-loop -- in order
    for (const role of ['reader', 'member', 'admin'])
      expect((await get(path, `u1|p1|${role}`)).status).toBe(200);
    expect((await get(path, 'u1|p1|service')).status).toBe(403);
    expect((await get(path, 'wrong')).status).toBe(401);
    const answer = await app.request(`/taibai/v1${path}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([401, 'no-store']);
    expect(await answer.json()).toEqual({
      error: { code: 401, title: 'Unauthorized', message: expect.any(String) },
    });
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=x',
    'limit=1&limit=2',
    'unknown=1',
    'before=x',
    'after=x',
  ])('refuses ?%s', async (query) => {
    const { get } = consoleWorld();
    const { status, json } = await get(`${path}?${query}`);
    expect([status, json.error.code]).toEqual([400, 400]);
  });
});

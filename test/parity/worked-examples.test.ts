import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../local/session.ts';
import { guestOf, request, session } from '../support/local-stack.ts';
import { fence, publish, receiver, type Receiver } from './support/receiver.ts';

type Trait = readonly [name: string, type: number, value: unknown];

interface Example {
  readonly name: string;
  /** Attributes of the alarm. By default its rule matches everything. */
  readonly alarm?: Readonly<Record<string, unknown>>;
  /** Lists of events, posted one after the other. */
  readonly posts: (own: Trait) => readonly (readonly unknown[])[];
  /** The previous state in each expected notification. */
  readonly notified: readonly string[];
}

const anEvent = (traits: readonly Trait[], type = 'compute.instance.create') => ({
  message_id: randomUUID(),
  event_type: type,
  generated: '2017-10-03T10:02:38.305378',
  traits,
  raw: {},
});
const one =
  (...traits: readonly Trait[]) =>
  (own: Trait) => [[anEvent([own, ...traits])]];
const rule = (event_type: string, ...query: readonly unknown[]) => ({
  event_rule: { event_type, query },
});
const where = (field: string, op: string, value: string, type = '') => ({ field, op, value, type });
const when = (...query: readonly unknown[]) => rule('*', ...query);
const fires = ['insufficient data'];
const nothing: readonly string[] = [];

/** Numbered examples of Aodh's semantics, with their expected outcomes. */
const examples: readonly Example[] = [
  { name: '1: an empty rule', posts: one(), notified: fires },
  {
    name: '2: the same event three times',
    posts(own) {
      const event = anEvent([own]);
      return [[event], [event], [event]];
    },
    notified: fires,
  },
  {
    name: '3: repeating, three events',
    alarm: { repeat_actions: true },
    posts: (own) => [[anEvent([own])], [anEvent([own])], [anEvent([own])]],
    notified: ['insufficient data', 'alarm', 'alarm'],
  },
  {
    name: '4: another project, or none',
    posts: () => [[anEvent([['project_id', 1, 'p2']]), anEvent([])]],
    notified: nothing,
  },
  {
    name: '5: a tenant',
    posts: ([, , project]) => [[anEvent([['tenant_id', 1, project]])]],
    notified: fires,
  },
  {
    name: '6: a glob whose dot is missing',
    alarm: rule('compute.instance.*'),
    posts: (own) => [[anEvent([own], 'compute.instance')]],
    notified: nothing,
  },
  {
    name: '7: a type without a wildcard is no prefix',
    alarm: rule('compute'),
    posts: one(),
    notified: nothing,
  },
  { name: '8: case matters', alarm: rule('COMPUTE.*'), posts: one(), notified: nothing },
  { name: '9: a set', alarm: rule('compute.instance.[cd]*'), posts: one(), notified: fires },
  {
    name: '10: untyped, a text',
    alarm: when(where('traits.a', 'eq', '1')),
    posts: one(['a', 1, '1']),
    notified: fires,
  },
  {
    name: '10: untyped, an integer',
    alarm: when(where('traits.a', 'eq', '1')),
    posts: one(['a', 2, 1]),
    notified: nothing,
  },
  {
    name: '11: integer, an integer',
    alarm: when(where('traits.a', 'eq', '1', 'integer')),
    posts: one(['a', 2, '1']),
    notified: fires,
  },
  {
    name: '11: integer, a float',
    alarm: when(where('traits.a', 'eq', '1', 'integer')),
    posts: one(['a', 3, 1]),
    notified: fires,
  },
  {
    name: '11: integer, a text',
    alarm: when(where('traits.a', 'eq', '1', 'integer')),
    posts: one(['a', 1, '1']),
    notified: nothing,
  },
  {
    name: '12: untyped order is that of texts',
    alarm: when(where('traits.a', 'gt', '9')),
    posts: one(['a', 1, '10']),
    notified: nothing,
  },
  {
    name: '13: order of integers',
    alarm: when(where('traits.a', 'gt', '9', 'integer')),
    posts: one(['a', 2, 10]),
    notified: fires,
  },
  {
    name: '13: no order between text and integer',
    alarm: when(where('traits.a', 'gt', '9', 'integer')),
    posts: one(['a', 1, '10']),
    notified: nothing,
  },
  {
    name: '14: unequal to what is missing',
    alarm: when(where('traits.zz', 'ne', '1')),
    posts: one(),
    notified: fires,
  },
  {
    name: '15: no order with what is missing',
    alarm: when(where('traits.zz', 'gt', '1', 'integer')),
    posts: one(),
    notified: nothing,
  },
  {
    name: '16: all conditions',
    alarm: when(where('traits.a', 'eq', '1'), where('traits.b', 'eq', '3')),
    posts: one(['a', 1, '1'], ['b', 1, '2']),
    notified: nothing,
  },
  {
    name: '17: a field outside the traits',
    alarm: when(where('event_type', 'eq', 'compute.instance.create')),
    posts: one(),
    notified: fires,
  },
  {
    name: '18: a boolean',
    alarm: when(where('traits.b', 'eq', 'true', 'boolean')),
    posts: one(['b', 1, true]),
    notified: fires,
  },
  {
    name: '19: time constraints are ignored',
    alarm: { time_constraints: [{ name: 'new year', start: '0 0 1 1 *', duration: 1 }] },
    posts: one(),
    notified: fires,
  },
  { name: '20: beside an empty event', posts: (own) => [[{}, anEvent([own])]], notified: fires },
  {
    name: '21: beside a malformed event',
    posts: (own) => [[anEvent([own, ['x', 2, 'abc']]), anEvent([own])]],
    notified: fires,
  },
  { name: '22: disabled', alarm: { enabled: false }, posts: one(), notified: nothing },
  { name: '22: in alarm already', alarm: { state: 'alarm' }, posts: one(), notified: nothing },
];

const lanes = guestOf.workedExamples;
const alarms = '/alarming/v2/alarms';
let target: Receiver;
let untilSettled: () => Promise<void>;

beforeAll(async () => {
  target = await receiver();
  untilSettled = await fence({ user: guestOf.fence }, target);
});
afterAll(() => target.close());

async function create(owner: Session, over: Readonly<Record<string, unknown>> = {}) {
  const body = {
    name: 'example',
    type: 'event',
    event_rule: {},
    alarm_actions: [target.url],
    ...over,
  };
  const made = await request(owner, 'POST', alarms, body);
  const { alarm_id: id }: { alarm_id: string } = JSON.parse(await made.text());
  return id;
}

async function transitions(owner: Session, id: string) {
  const answer = await request(owner, 'GET', `${alarms}/${id}/history`);
  const changes: readonly { readonly type: string }[] = JSON.parse(await answer.text());
  return changes.filter(({ type }) => type === 'state transition').length;
}

/** Runs one example in a project without other alarms. */
async function run(owner: Session, example: Example) {
  const id = await create(owner, example.alarm);
  for (const [index, events] of example.posts(['project_id', 1, owner.projectId]).entries()) {
    // oxlint-disable-next-line no-await-in-loop -- each post must take effect before the next
    await publish(...events);
    // oxlint-disable-next-line no-await-in-loop -- see above
    if (index < example.notified.length) await target.waitFor(id, index + 1);
  }
  await untilSettled();
  const outcome = {
    notified: target.of(id).map(({ previous }) => previous),
    transitions: await transitions(owner, id),
  };
  await request(owner, 'DELETE', `${alarms}/${id}`);
  return outcome;
}

describe('the worked examples have their outcomes on the whole stack', () => {
  describe.concurrent.each(lanes.map((user, lane) => ({ user, lane })))('in lane $lane', (the) => {
    const mine = examples.filter((_, index) => index % lanes.length === the.lane);
    test('each example has its outcome', { timeout: 120_000 }, async () => {
      const owner = await session({ user: the.user });
      const outcomes: Record<string, unknown> = {};
      // oxlint-disable-next-line no-await-in-loop -- alone in its project
      for (const example of mine) outcomes[example.name] = await run(owner, example);
      expect(outcomes).toEqual(
        Object.fromEntries(
          mine.map(({ name, notified: expected }) => [
            name,
            { notified: expected, transitions: expected.length },
          ]),
        ),
      );
    });
  });
});

describe('20 different events at once', () => {
  test.each([
    { repeats: false, times: 1 },
    { repeats: true, times: 20 },
  ])('fire an alarm $times times if repeat_actions is $repeats', async ({ repeats, times }) => {
    const owner = await session({ user: guestOf.fence });
    const type = `burst.${randomUUID()}`;
    const id = await create(owner, { ...rule(type), repeat_actions: repeats });
    const own: Trait = ['project_id', 1, owner.projectId];
    const posts = Array.from({ length: 20 }, () => publish(anEvent([own], type)));
    expect((await Promise.all(posts)).flat()).toEqual(posts.map(() => 'accepted'));
    await target.waitFor(id, times);
    await untilSettled();
    expect(target.of(id)).toHaveLength(times);
    expect(await transitions(owner, id)).toBe(times);
    await request(owner, 'DELETE', `${alarms}/${id}`);
  });
});

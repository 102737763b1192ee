import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  commandOf,
  draftOf,
} from '../../../console/src/screens/events/replay/replay-request.ts';
import {
  dryWords,
  progressWords,
} from '../../../console/src/screens/events/replay/replay-words.ts';
import { readReplay } from '../../../functions/alarming/http/read-replay.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';

const now = Date.parse('2026-11-28T02:00:00Z');
const toProject = { target: 'project' } as const;
/** As the API reads it. */
const read = (body: unknown) => readReplay(loads(JSON.stringify(body)));

describe('a replay of what the list is filtered by', () => {
  it('asks for the same events, as the API reads it', () => {
    const draft = { ...draftOf({ type: 'a.b', trait: 'state=x=y', id: '42' }), ...toProject };
    expect(read(bodyOf(draft, now))).toMatchObject({
      source: {
        kind: 'range',
        from: '2026-11-28T01:00:00.000000Z',
        to: '2026-11-28T02:00:00.000000Z',
        conditions: [
          { field: 'event_type', op: 'eq', value: 'a.b' },
          { field: 'message_id', op: 'eq', value: '42' },
          { field: 'state', op: 'eq', value: 'x=y' },
        ],
      },
      target: { kind: 'project' },
      mode: 'dry',
    });
  });

  it('leaves a type to choose where the list has many', () => {
    for (const type of ['a.*', 'a.?', '[ab]', undefined])
      expect(draftOf({ type }).eventType).toBe('');
  });
});

describe('a replay that is typed', () => {
  const draft = { ...draftOf({}), ...toProject };

  it('has its times in UTC', () => {
    const typed = { ...draft, hours: undefined, from: '2026-11-01 09:00', to: '2026-11-01T10:00' };
    expect(bodyOf(typed, now)?.source).toMatchObject({
      from: '2026-11-01T09:00:00Z',
      to: '2026-11-01T10:00:00Z',
    });
  });

  it.each([
    { ...draft, hours: undefined, from: 'x', to: '2026-11-01 10:00' },
    { ...draft, hours: undefined, from: '2026-11-01 10:00', to: '2026-11-01 10:00' },
    { ...draft, trait: 'state' },
    { ...draft, target: 'alarm' },
    { ...draft, target: 'function' },
  ] as const)('is not asked for before it is whole: %o', (unfinished) => {
    expect(bodyOf(unfinished, now)).toBeUndefined();
  });

  it('goes to a function with the event, or with the notice of an alarm', () => {
    const toFunction = { ...draft, target: 'function', functionId: 'f1' } as const;
    expect(read(bodyOf(toFunction, now)).target).toEqual({
      kind: 'function',
      functionId: 'f1',
      noticeOf: null,
    });
    expect(read(bodyOf({ ...toFunction, noticeOf: 'a1' }, now)).target).toMatchObject({
      noticeOf: 'a1',
    });
  });

  it('has a command that asks first, and one that does it', () => {
    const body = bodyOf({ ...draft, trait: "name=it's", asNew: true }, now);
    if (!body) throw new Error('it is whole');
    const asked =
      "openstack event replay create --from 2026-11-28T01:00:00.000Z --to 2026-11-28T02:00:00.000Z --query 'name=it'\\''s' --project --as-new";
    expect(commandOf(body)).toBe(asked);
    expect(commandOf(body, 3)).toBe(`${asked} --real --confirm 3`);
  });
});

describe('the words for a replay', () => {
  it('say what it would cause', () => {
    const dry = { count: 2, events: [] };
    expect(dryWords({ ...dry, would_fire: 1 })).toBe('2 events would cause 1 firing');
    expect(dryWords({ ...dry, count: 1, would_run: 0 })).toBe('1 event would cause 0 executions');
    expect(dryWords({ count: 0, events: [] })).toBe('No event would be sent');
  });

  it('count the events in each state', () => {
    const states = ['sent', 'event-gone', 'sent', 'new-in-a-later-release'];
    const events = states.map((state) => ({ message_id: 'm', state }));
    expect(progressWords({ events })).toBe(
      '2 sent, 1 deleted or expired, 1 new-in-a-later-release',
    );
  });
});

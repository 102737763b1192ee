import { describe, expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';

/** Three alarms of `p1`, oldest first, and one of `p2`. */
async function threeAlarms() {
  const world = alarmingWorld();
  const a = await world.create({ name: 'a', severity: 'critical' });
  const b = await world.create({ name: 'b', enabled: false });
  const c = await world.create({ name: 'c', severity: 'moderate', state: 'ok' });
  await world.create({ name: 'theirs' }, { project: 'p2' });
  const names = async (query: string, asking = {}) =>
    (await world.send('GET', `/v2/alarms?${query}`, undefined, asking)).json
      .map(({ name }: { name: string }) => name)
      .join();
  return { ...world, a, b, c, names };
}

const admin = { role: 'admin' } as const;

describe('the list of alarms', () => {
  test.each([
    ['', 'c,b,a'],
    ['sort=name', 'a,b,c'],
    ['sort=name:desc', 'c,b,a'],
    ['sort=severity:asc', 'b,c,a'],
    ['sort=severity:desc', 'a,c,b'],
    ['sort=enabled:asc&sort=name:desc', 'b,c,a'],
    ['sort=state:asc&sort=name:asc', 'a,b,c'],
    ['limit=2', 'c,b'],
    ['limit=0', 'c,b,a'],
    ['q.field=name&q.op=eq&q.value=a', 'a'],
    ['q.field=name&q.value=a', 'a'],
    ['q.field=severity&q.op=eq&q.value=low&q.field=type&q.op=eq&q.value=event', 'b'],
    ['q.field=enabled&q.op=eq&q.value=True', 'c,a'],
    ['q.field=enabled&q.op=eq&q.value=false', 'b'],
    ['q.field=enabled&q.op=eq&q.value=true&q.type=boolean', 'c,a'],
    ['q.field=repeat_actions&q.op=eq&q.value=False', 'c,b,a'],
    ['q.field=project_id&q.op=eq&q.value=p1', 'c,b,a'],
    ['q.field=user_id&q.op=eq&q.value=nobody', ''],
    ['q.field=all_projects&q.op=eq&q.value=false', 'c,b,a'],
  ])('by %s is %s', async (query, found) => {
    const { names } = await threeAlarms();
    expect(await names(query)).toBe(found);
  });

  test('continues after a marker in the requested order', async () => {
    const { a, b, names } = await threeAlarms();
    expect(await names(`marker=${b.alarm_id}`)).toBe('a');
    expect(await names(`sort=name:asc&marker=${a.alarm_id}&limit=1`)).toBe('b');
    expect(await names(`marker=${a.alarm_id}`)).toBe('');
  });

  test('finds an instant given in any zone', async () => {
    const { a, names } = await threeAlarms();
    expect(await names(`q.field=timestamp&q.op=eq&q.value=${a.timestamp}`)).toBe('a');
    expect(await names(`q.field=timestamp&q.value=${a.timestamp}Z&q.type=datetime`)).toBe('a');
  });

  test('spans all projects for an administrator who asks for it', async () => {
    const { names } = await threeAlarms();
    expect(await names('q.field=all_projects&q.value=true&sort=name', admin)).toBe('a,b,c,theirs');
    expect(await names('sort=name', admin)).toBe('a,b,c');
    expect(await names('q.field=project_id&q.value=p2', admin)).toBe('theirs');
  });

  test.each([
    ['q.field=all_projects&q.value=true', '403 RBAC Authorization Failed'],
    ['q.field=project_id&q.value=p2', '401 Not Authorized to access project p2'],
    [
      'q.field=name&q.op=ne&q.value=a',
      "400 Invalid input for field/attribute op. Value: '{'ne'}'. only operations {'eq'} are allowed",
    ],
    [
      'q.field=enabled&q.value=xx&q.type=boolean',
      '400 Unable to convert the value xx to the expected data type boolean.',
    ],
    [
      'q.field=name&q.value=a&q.type=integer',
      '400 Unable to convert the value a to the expected data type integer.',
    ],
    [
      'limit=-1',
      "400 Invalid input for field/attribute limit. Value: '-1'. it should be a positive integer.",
    ],
    [
      'limit=x',
      "400 Invalid input for field/attribute limit. Value: 'x'. unable to convert to int. Error: invalid literal for int() with base 10: 'x'",
    ],
    ['marker=zz', '400 Marker zz not found.'],
    [
      'sort=name:zz',
      "400 Invalid input for field/attribute sort. Value: 'name:zz'. the sort direction should be asc or desc",
    ],
    ['bogus=1&alpha=2', '400 Unknown argument: "alpha, bogus"'],
    [
      'q.value=x',
      "400 Invalid input for field/attribute field. Value: 'None'. Mandatory field missing.",
    ],
  ])('by %s is refused: %s', async (query, words) => {
    const { refusal } = await threeAlarms();
    expect(await refusal('GET', `/v2/alarms?${query}`)).toBe(words);
  });

  test.each(['q.field=foo&q.value=a', 'sort=foo'])('by %s is refused', async (query) => {
    const { refusal } = await threeAlarms();
    expect(await refusal('GET', `/v2/alarms?${query}`)).toMatch(/^400 Invalid input/);
  });
});

describe('the history of an alarm', () => {
  test('is shown newest first, or in the requested order', async () => {
    const { a, send } = await threeAlarms();
    const path = `/v2/alarms/${a.alarm_id}`;
    await send('PUT', `${path}/state`, '"ok"');
    await send('PUT', path, { ...a, name: 'a2', state: 'ok' });
    const types = async (query: string) =>
      (await send('GET', `${path}/history${query}`)).json
        .map(({ type }: { type: string }) => type)
        .join();
    expect(await types('')).toBe('rule change,state transition,creation');
    expect(await types('?sort=timestamp:asc&limit=2')).toBe('creation,state transition');
    expect(await types('?q.field=type&q.op=eq&q.value=creation')).toBe('creation');
    expect(await types('?q.field=timestamp&q.op=gt&q.value=2099-01-01')).toBe('');
    expect(await types(`?q.field=timestamp&q.op=le&q.value=${a.timestamp}Z`)).toBe('creation');
    const { json } = await send('GET', `${path}/history`);
    expect(await types(`?marker=${json[1].event_id}`)).toBe('creation');
  });

  test('contains the whole alarm at its creation', async () => {
    const { a, send } = await threeAlarms();
    const { json, text } = await send('GET', `/v2/alarms/${a.alarm_id}/history`);
    expect(text).toMatch(
      /^\[\{"event_id": "[^"]+", "alarm_id": "[^"]+", "type": "creation", "detail": ".*", "project_id": "p1", "user_id": "u1", "on_behalf_of": "p1", "timestamp": "[^"]+"\}\]$/,
    );
    expect(json[0].detail.replaceAll(a.timestamp, 'T')).toBe(
      `{"alarm_id": "${a.alarm_id}", "type": "event", "enabled": true, "name": "a", "description": "Alarm when * event occurred.", "timestamp": "T", "user_id": "u1", "project_id": "p1", "state": "insufficient data", "state_timestamp": "T", "state_reason": "Not evaluated yet", "ok_actions": [], "alarm_actions": [], "insufficient_data_actions": [], "repeat_actions": false, "time_constraints": [], "severity": "critical", "rule": {"event_type": "*", "query": []}}`,
    );
  });

  test.each([
    ['marker=zz', '400 Marker zz not found.'],
    [
      'q.field=type&q.op=ne&q.value=creation',
      "400 Invalid input for field/attribute op. Value: 'ne'. unimplemented operator for type",
    ],
    [
      'q.field=timestamp&q.op=gt&q.value=zz',
      "400 Invalid input for field/attribute timestamp. Value: 'zz'. invalid timestamp format",
    ],
    [
      'q.field=search_offset&q.op=eq&q.value=5',
      "400 Invalid input for field/attribute field. Value: 'search_offset'. search_offset cannot be used without timestamp",
    ],
    ['q.field=project_id&q.op=eq&q.value=p2', '401 Not Authorized to access project p2'],
  ])('by %s is refused: %s', async (query, words) => {
    const { a, refusal } = await threeAlarms();
    expect(await refusal('GET', `/v2/alarms/${a.alarm_id}/history?${query}`)).toBe(words);
  });
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { firesOn } from '../../../functions/alarming/core/decision/fire-alarm.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { alarmingWorld } from '../support/alarming-world.ts';

const page = readFileSync(new URL('../../../docs/alarms.md', import.meta.url), 'utf8');
const recipes = [...page.matchAll(/^### (.+)\n\n```sh\n([^`]+)```\n\n```json\n([^`]+)```/gm)].map(
  ([, title = '', command = '', event = '']) => ({ title, command, event }),
);

const operators: Readonly<Record<string, string>> = {
  '=': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

/** What the client sends for the value of `--query` (`aodhclient/utils.py`). */
const queryOf = (text: string) =>
  text.split(';').map((condition) => {
    const [, field, operator = '', type = '', value] =
      /^([^!<>=]+)(!=|<=|>=|=|<|>)(?:(\w+)::)?(.*)$/.exec(condition) ?? [];
    return { field, op: operators[operator], type, value };
  });

/** What the client sends for the command. */
function bodyOf(command: string) {
  const words = [...command.matchAll(/'([^']*)'|([^\s\\]+)/g)].map(([, a, b]) => a ?? b ?? '');
  const option = (name: string) => words[words.indexOf(`--${name}`) + 1];
  const given = (name: string) => (words.includes(`--${name}`) ? option(name) : undefined);
  const query = given('query');
  return {
    name: option('name'),
    type: option('type'),
    severity: given('severity'),
    alarm_actions: [option('alarm-action')],
    repeat_actions: given('repeat-actions'),
    event_rule: {
      event_type: option('event-type'),
      ...(query !== undefined && { query: queryOf(query) }),
    },
  };
}

/** The event as a source sends it, of a project. */
function notificationOf(event: string) {
  const { traits, ...others } = JSON.parse(event);
  const whole = { message_id: 'm1', ...others, traits: [['project_id', 1, 'p1'], ...traits] };
  const reading = readNotification(loads(JSON.stringify(whole)));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return reading.notification;
}

test('there are ten', () => {
  expect(recipes).toHaveLength(10);
});

test.each(recipes)(
  '$title: the alarm is created as written, and the event fires it',
  async (recipe) => {
    const { send, alarms } = alarmingWorld();
    const { status, headers, json } = await send('POST', '/v2/alarms', bodyOf(recipe.command));
    expect([status, headers.get('warning')]).toEqual([201, null]);
    const alarm = await alarms.get('p1', json.alarm_id);
    const event = notificationOf(recipe.event);
    expect(alarm && firesOn(alarm, event)).toBe(true);
    expect(alarm && firesOn(alarm, { ...event, eventType: 'another.type' })).toBe(false);
  },
);

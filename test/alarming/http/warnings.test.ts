import { expect, test } from 'vitest';
import { alarmingWorld } from '../support/alarming-world.ts';
import { networksOf } from '../../../functions/alarming/core/delivery/address-guard.ts';

const event = { name: 'n', type: 'event', event_rule: {} };
const timed = { time_constraints: [{ name: 'c', start: '0 1 * * *', duration: 60 }] };
const constraints = '299 - "time constraints have no effect on event alarms, as in Aodh"';
const states =
  '299 - "ok_actions and insufficient_data_actions of event alarms are never carried out, as in Aodh"';
const refused = (position: number, range: string) =>
  `299 - "alarm action ${position} will not be delivered: not a public address (${range}) (see allowedNetworks in docs/deliveries.md)"`;

test.each<readonly [object, string | null]>([
  [{}, null],
  [{ alarm_actions: ['http://receiver.example/', 'https://1.1.1.1/'] }, null],
  [timed, constraints],
  [{ ok_actions: ['http://receiver.example/'] }, states],
  [{ ...timed, insufficient_data_actions: ['http://r.example/'] }, `${constraints}, ${states}`],
  [{ alarm_actions: ['http://r.example/', 'http://10.0.0.1/'] }, refused(1, 'private')],
  [{ alarm_actions: ['http://u:secret@0x7f.1/'] }, refused(0, 'loopback')],
  [{ alarm_actions: ['http://localhost:8080/x'] }, refused(0, 'loopback')],
  [
    { alarm_actions: ['http://[::1]/', 'http://169.254.169.254/'] },
    `${refused(0, 'loopback')}, ${refused(1, 'linkLocal')}`,
  ],
])('%j is told at creation and update: %s', async (over, warning) => {
  const { send } = alarmingWorld();
  const { status, headers, json } = await send('POST', '/v2/alarms', { ...event, ...over });
  expect([status, headers.get('warning')]).toEqual([201, warning]);
  const changed = await send('PUT', `/v2/alarms/${json.alarm_id}`, json);
  expect([changed.status, changed.headers.get('warning')]).toEqual([200, warning]);
  const shown = await send('GET', `/v2/alarms/${json.alarm_id}`);
  expect(shown.headers.get('warning')).toBeNull();
});

test('an alarm of another type is told that it is not evaluated', async () => {
  const { send } = alarmingWorld();
  const rule = { prometheus_rule: { query: 'up', threshold: 1 } };
  const { headers } = await send('POST', '/v2/alarms', { name: 'n', type: 'prometheus', ...rule });
  expect(headers.get('warning')).toBe(
    '299 - "alarms of the type prometheus are stored and not evaluated"',
  );
});

test('an allowed network and our own webhooks are reached', async () => {
  const own = 'http://127.0.0.1:7070';
  const { send } = alarmingWorld({
    settings: { allowedNetworks: networksOf('10.0.0.0/8'), publicUrl: own, ruleLimit: 300 },
  });
  const webhook = `${own}/v1/webhooks/a5f82898-a4c3-4104-ad2d-40fbafbe8857/invoke`;
  const body = { ...event, alarm_actions: ['http://10.1.2.3/', webhook] };
  const { headers } = await send('POST', '/v2/alarms', body);
  expect(headers.get('warning')).toBeNull();
});

import { expect, it } from 'vitest';
import { callersOf, statesThatCall } from '../../../console/src/screens/webhooks/calling-alarms.ts';

const id = '7c7f0f0e-1111-4222-8333-000000000001';
const url = (host: string, webhook: string) => `https://${host}/v1/webhooks/${webhook}/invoke`;
const alarm = {
  alarm_id: 'a',
  name: 'a',
  state: 'ok',
  enabled: true,
  alarm_actions: ['log://', url('old.example', id)],
  ok_actions: [],
  insufficient_data_actions: [url('new.example', id)],
};

it('an alarm calls a webhook by whatever name the deployment had', () => {
  expect(statesThatCall(alarm, id)).toEqual(['alarm', 'insufficient data']);
});

it('an alarm that calls another webhook is no caller', () => {
  const other = { ...alarm, alarm_actions: [url('new.example', id.replace(/1$/, '2'))] };
  expect(callersOf([{ ...other, insufficient_data_actions: [] }], id)).toEqual([]);
});

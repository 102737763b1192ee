import * as z from 'zod';

export const callingAlarm = z.object({
  alarm_id: z.string(),
  name: z.string(),
  state: z.string(),
  enabled: z.boolean(),
  alarm_actions: z.array(z.string()),
  ok_actions: z.array(z.string()),
  insufficient_data_actions: z.array(z.string()),
});

export type CallingAlarm = z.infer<typeof callingAlarm>;

const invocation = /\/v1\/webhooks\/([0-9a-f-]+)\/invoke/i;

/** When an alarm calls a webhook: `alarm`, `ok` or `insufficient data`. By any host, since that may change. */
export function statesThatCall(alarm: CallingAlarm, webhookId: string): readonly string[] {
  const calls = (actions: readonly string[]) =>
    actions.some((action) => invocation.exec(action)?.[1] === webhookId);
  return [
    ...(calls(alarm.alarm_actions) ? ['alarm'] : []),
    ...(calls(alarm.ok_actions) ? ['ok'] : []),
    ...(calls(alarm.insufficient_data_actions) ? ['insufficient data'] : []),
  ];
}

export const callersOf = (alarms: readonly CallingAlarm[], webhookId: string) =>
  alarms.filter((alarm) => statesThatCall(alarm, webhookId).length > 0);

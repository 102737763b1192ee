import { exactly, type Expected } from './check.ts';
import { anyText, packageCode, recentInAodh, recentInQinling, seconds, uuid } from './matcher.ts';

/** The ids that occur while the guide is followed. */
export interface Facts {
  readonly userId: string;
  readonly projectId: string;
  readonly runtimeId: string;
  readonly functionId: string;
  readonly webhookId: string;
  readonly webhookUrl: string;
  readonly alarmId: string;
}
type Fields = Readonly<Record<string, Expected>>;

const alarmName = 'qinling-alarm';
const description = 'Alarm when compute.instance.create event occurred.';
const notEvaluated = 'Not evaluated yet';
const reason = (messageId: string): string =>
  `Event <id=${messageId},event_type=compute.instance.create> hits the query <query=[]>.`;

export const functionFields = (facts: Pick<Facts, 'runtimeId' | 'projectId'>): Fields => ({
  id: uuid,
  name: exactly('None'),
  description: exactly('None'),
  count: exactly('0'),
  code: packageCode,
  runtime_id: exactly(facts.runtimeId),
  entry: exactly('hello_world.main'),
  project_id: exactly(facts.projectId),
  created_at: recentInQinling,
  updated_at: exactly('None'),
});

export const webhookFields = (
  facts: Pick<Facts, 'functionId' | 'projectId'> & { readonly url: string },
  found: Readonly<Record<string, string>>,
): Fields => ({
  id: uuid,
  function_id: exactly(facts.functionId),
  description: exactly('None'),
  project_id: exactly(facts.projectId),
  created_at: recentInQinling,
  updated_at: exactly('None'),
  webhook_url: exactly(`${facts.url}/v1/webhooks/${found['id']}/invoke`),
});

export const alarmFields = (facts: Pick<Facts, 'webhookUrl' | 'projectId' | 'userId'>): Fields => ({
  alarm_actions: exactly(`['${facts.webhookUrl}']`),
  alarm_id: uuid,
  description: exactly(description),
  enabled: exactly('True'),
  event_type: exactly('compute.instance.create'),
  insufficient_data_actions: exactly('[]'),
  name: exactly(alarmName),
  ok_actions: exactly('[]'),
  project_id: exactly(facts.projectId),
  query: exactly(''),
  repeat_actions: exactly('False'),
  severity: exactly('low'),
  state: exactly('insufficient data'),
  state_reason: exactly(notEvaluated),
  state_timestamp: recentInAodh,
  time_constraints: exactly('[]'),
  timestamp: recentInAodh,
  type: exactly('event'),
  user_id: exactly(facts.userId),
});

export const historyFields = (type: string): Fields => ({
  detail: anyText,
  event_id: uuid,
  timestamp: recentInAodh,
  type: exactly(type),
});

export const transitionDetail = (messageId: string): Fields => ({
  transition_reason: exactly(reason(messageId)),
  state: exactly('alarm'),
});

export const creationDetail = (
  facts: Pick<Facts, 'alarmId' | 'webhookUrl' | 'projectId' | 'userId'>,
): Fields => ({
  state_reason: exactly(notEvaluated),
  user_id: exactly(facts.userId),
  name: exactly(alarmName),
  state: exactly('insufficient data'),
  timestamp: recentInAodh,
  description: exactly(description),
  enabled: exactly(true),
  state_timestamp: recentInAodh,
  rule: exactly({ query: [], event_type: 'compute.instance.create' }),
  alarm_id: exactly(facts.alarmId),
  time_constraints: exactly([]),
  insufficient_data_actions: exactly([]),
  repeat_actions: exactly(false),
  ok_actions: exactly([]),
  project_id: exactly(facts.projectId),
  type: exactly('event'),
  alarm_actions: exactly([facts.webhookUrl]),
  severity: exactly('low'),
});

export const executionFields = (facts: Facts): Fields => ({
  Created_at: recentInQinling,
  Description: exactly(`Created by Webhook ${facts.webhookId}`),
  Function_id: exactly(facts.functionId),
  Id: uuid,
  Input: anyText,
  Project_id: exactly(facts.projectId),
  Result: anyText,
  Status: exactly('success'),
  Sync: exactly(false),
  Updated_at: recentInQinling,
});

/** The seven keys of the notification that Aodh posts. */
export const notificationFields = (
  facts: Pick<Facts, 'alarmId'>,
  event: { readonly message_id: string },
): Fields => ({
  current: exactly('alarm'),
  alarm_id: exactly(facts.alarmId),
  reason: exactly(reason(event.message_id)),
  severity: exactly('low'),
  reason_data: exactly({ type: 'event', event }),
  alarm_name: exactly(alarmName),
  previous: exactly('insufficient data'),
});

export const resultFields: Fields = { duration: seconds, output: exactly('Hello, World') };

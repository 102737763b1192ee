import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoAlarmHistory } from '../../../functions/alarming/aws/alarm-history.ts';
import { dynamoAlarmQuotas } from '../../../functions/alarming/aws/alarm-quotas.ts';
import { dynamoAlarmStore } from '../../../functions/alarming/aws/alarm-store.ts';
import { dynamoHitRecords } from '../../../functions/alarming/aws/hit-records.ts';
import { dynamoRuleSync } from '../../../functions/alarming/aws/rule-sync.ts';
import { dynamoTransitionStore } from '../../../functions/alarming/aws/transition-store.ts';
import { systemClock } from '../../../functions/platform/node/clock.ts';
import type { Clock } from '../../../functions/platform/ports.ts';
import type { AlarmPorts } from '../../fakes/alarms.ts';

/** The ports that share the rows of alarms, over a table. */
export const dynamoAlarms = (
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock = systemClock,
): AlarmPorts => ({
  alarms: dynamoAlarmStore(client, table, clock),
  alarmHistory: dynamoAlarmHistory(client, table, clock),
  alarmQuotas: dynamoAlarmQuotas(client, table),
  hitRecords: dynamoHitRecords(client, table, clock),
  ruleSync: dynamoRuleSync(client, table, clock),
  transitions: dynamoTransitionStore(client, table, clock),
});

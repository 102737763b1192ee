import { dynamoAlarmHistory } from '../../functions/alarming/aws/alarm-history.ts';
import { dynamoAlarmStore } from '../../functions/alarming/aws/alarm-store.ts';
import { dynamoDeliveryStore } from '../../functions/alarming/aws/delivery-store.ts';
import type { AlarmChange } from '../../functions/alarming/core/alarm.ts';
import { s3PayloadStore } from '../../functions/platform/aws/payload-store.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { paged, type Part, type Stored, textOf } from './stored.ts';

const limit = 100;

export function alarmingParts({ dynamo, s3, tables, bucket }: Stored): readonly Part[] {
  const alarms = dynamoAlarmStore(dynamo, tables.alarms, systemClock);
  const history = dynamoAlarmHistory(dynamo, tables.alarms, systemClock);
  const deliveries = dynamoDeliveryStore(dynamo, tables.alarms);
  const load = textOf((payload) => s3PayloadStore(s3, bucket).load(payload));

  return [
    {
      name: 'alarms',
      async *entries(projectId) {
        yield* await alarms.list(projectId);
      },
    },
    {
      name: 'history',
      entries(projectId) {
        const page = (last?: AlarmChange) =>
          history.list(projectId, { limit, before: last?.eventId });
        return paged(page, limit);
      },
    },
    {
      name: 'deliveries',
      async *entries(projectId) {
        const page = (after?: { readonly id: string }) =>
          deliveries.list(projectId, { limit, after });
        for await (const { id } of paged(page, limit)) {
          const delivery = await deliveries.get(projectId, id);
          if (delivery) yield { ...delivery, body: await load(delivery.body) };
        }
      },
    },
  ];
}

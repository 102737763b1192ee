import type {
  Delivery,
  DeliveryState,
  DeliverySummary,
} from '../../alarming/core/delivery/delivery.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { Fault } from '../../platform/core/fault.ts';
import { isUuidLike } from '../../platform/core/uuid.ts';
import { requireReader } from '../core/console-access.ts';
import type { ConsolePorts } from '../ports.ts';
import { examinedRows } from './limits.ts';
import { type AskedPage, listPage, type ListPage } from './list-page.ts';

export interface AskedDeliveries extends AskedPage {
  readonly state?: DeliveryState | undefined;
  readonly alarmId?: string | undefined;
}

/** A delivery with the name of its alarm, if it is still there. */
export interface ListedDelivery {
  readonly delivery: DeliverySummary;
  readonly alarmName: string | null;
}

export async function listDeliveries(
  ports: Pick<ConsolePorts, 'clock' | 'deliveries' | 'records'>,
  caller: Caller,
  { state, alarmId, ...page }: AskedDeliveries,
): Promise<ListPage<ListedDelivery>> {
  requireReader(caller);
  const { projectId } = caller;
  const isAsked = (delivery: DeliverySummary): boolean =>
    (state === undefined || delivery.state === state) &&
    (alarmId === undefined || delivery.alarmId === alarmId);
  const found = await listPage(
    {
      timeline: ports.deliveries,
      projectId,
      now: ports.clock.now(),
      examined: examinedRows,
      chosen: async (rows) => rows.filter(isAsked),
    },
    page,
  );
  return { ...found, items: await withAlarmNames(ports, projectId, found.items) };
}

export const withAlarmNames = (
  ports: Pick<ConsolePorts, 'records'>,
  projectId: string,
  deliveries: readonly DeliverySummary[],
): Promise<readonly ListedDelivery[]> =>
  Promise.all(
    deliveries.map(async (delivery) => ({
      delivery,
      alarmName: await alarmNameOf(ports, projectId, delivery.alarmId),
    })),
  );

export const alarmNameOf = async (
  { records }: Pick<ConsolePorts, 'records'>,
  projectId: string,
  alarmId: string,
): Promise<string | null> => (await records.alarm(projectId, alarmId))?.name ?? null;

export interface ShownDelivery extends ListedDelivery {
  readonly delivery: Delivery;
  /** The body that is sent. */
  readonly notice: string;
}

/** A delivery of the caller's project, with its attempts and what it sends. */
export async function showDelivery(
  ports: Pick<ConsolePorts, 'payloads' | 'records'>,
  caller: Caller,
  id: string,
): Promise<ShownDelivery> {
  requireReader(caller);
  const { projectId } = caller;
  const delivery = isUuidLike(id) ? await ports.records.wholeDelivery(projectId, id) : undefined;
  if (!delivery) throw new Fault('not-found', 'The delivery could not be found.');
  const [alarmName, notice] = await Promise.all([
    alarmNameOf(ports, projectId, delivery.alarmId),
    ports.payloads.load(delivery.body),
  ]);
  return { delivery, alarmName, notice };
}

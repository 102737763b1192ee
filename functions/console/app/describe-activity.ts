import type { IdleHit } from '../../alarming/core/decision/idle-hit.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { ConsolePorts } from '../ports.ts';
import type { Happened } from './activity-sources.ts';
import { alarmNameOf, type ListedDelivery, withAlarmNames } from './list-deliveries.ts';
import { type ListedEvent, listedEvent } from './list-events.ts';
import { type ListedExecution, withFunctionNames } from './list-executions.ts';
import { type ListedFiring, withEffects } from './list-firings.ts';

/** What happened, as lists show it: with the names of alarms and functions. */
export type Described = { readonly at: Instant } & (
  | { readonly kind: 'event'; readonly shown: ListedEvent }
  | {
      readonly kind: 'hit';
      readonly shown: { readonly hit: IdleHit; readonly alarmName: string | null };
    }
  | { readonly kind: 'firing'; readonly shown: ListedFiring }
  | { readonly kind: 'delivery'; readonly shown: ListedDelivery }
  | { readonly kind: 'execution'; readonly shown: ListedExecution }
);

type Ports = Pick<ConsolePorts, 'clock' | 'events' | 'ids' | 'records' | 'settings'>;

/** Reads of the same moment share their requests. */
export async function describeActivity(
  ports: Ports,
  items: readonly Happened[],
): Promise<readonly Described[]> {
  const described = await Promise.all(items.map((item) => describe(ports, item)));
  return described.flat();
}

async function describe(ports: Ports, item: Happened): Promise<readonly Described[]> {
  const { at } = item;
  if (item.kind === 'event')
    return [{ kind: 'event', at, shown: await listedEvent(ports, item.row) }];
  if (item.kind === 'firing')
    return [{ kind: 'firing', at, shown: await withEffects(ports, item.row) }];
  const { projectId } = item.row;
  if (item.kind === 'hit') {
    const alarmName = await alarmNameOf(ports, projectId, item.row.alarmId);
    return [{ kind: 'hit', at, shown: { hit: item.row, alarmName } }];
  }
  if (item.kind === 'delivery')
    return (await withAlarmNames(ports, projectId, [item.row])).map((shown) => ({
      kind: 'delivery',
      at,
      shown,
    }));
  return (await withFunctionNames(ports, projectId, [item.row])).map((shown) => ({
    kind: 'execution',
    at,
    shown,
  }));
}

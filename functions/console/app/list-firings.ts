import { deliveryId, executionId } from '../../alarming/app/decisions/effect-id.ts';
import type { Transition } from '../../alarming/core/decision/transition.ts';
import type { DeliveryState } from '../../alarming/core/delivery/delivery.ts';
import type { ExecutionStatus } from '../../engine/core/executions/execution.ts';
import { ownWebhook } from '../../engine/core/webhooks/own-webhook.ts';
import type { Caller } from '../../platform/core/caller.ts';
import { requireReader } from '../core/console-access.ts';
import type { ConsolePorts } from '../ports.ts';
import { examinedRows, shownEffects } from './limits.ts';
import { type AskedPage, listPage, type ListPage } from './list-page.ts';

export interface AskedFirings extends AskedPage {
  readonly alarmId?: string | undefined;
}

/** A transition of an alarm, with what became of its actions as far as that is recorded. */
export interface ListedFiring {
  readonly firing: Transition;
  readonly deliveries: readonly { readonly id: string; readonly state: DeliveryState }[];
  readonly executions: readonly { readonly id: string; readonly status: ExecutionStatus }[];
}

type Ports = Pick<
  ConsolePorts,
  'clock' | 'ids' | 'records' | 'settings' | 'transitions' | 'transitionsNear'
>;

export async function listFirings(
  ports: Ports,
  caller: Caller,
  { alarmId, ...page }: AskedFirings,
): Promise<ListPage<ListedFiring>> {
  requireReader(caller);
  const { projectId } = caller;
  const found = await listPage(
    {
      timeline: alarmId === undefined ? ports.transitions : ports.transitionsNear(alarmId),
      projectId,
      now: ports.clock.now(),
      examined: examinedRows,
      chosen: async (rows) =>
        rows.filter((firing) => alarmId === undefined || firing.alarmId === alarmId),
    },
    page,
  );
  const items = await Promise.all(found.items.map((firing) => withEffects(ports, firing)));
  return { ...found, items };
}

/** The ids of what follows are derived from the firing, so it is read by key. */
export async function withEffects(
  { ids, records, settings }: Pick<Ports, 'ids' | 'records' | 'settings'>,
  firing: Transition,
): Promise<ListedFiring> {
  const effects = await Promise.all(
    firing.actions.slice(0, shownEffects).map(async (url, position) => {
      const { id, projectId } = firing;
      return ownWebhook(url, settings.publicUrl)
        ? { execution: await records.execution(projectId, executionId({ ids }, id, position)) }
        : { delivery: await records.delivery(projectId, deliveryId({ ids }, id, position)) };
    }),
  );
  return {
    firing,
    deliveries: effects.flatMap(({ delivery }) =>
      delivery ? [{ id: delivery.id, state: delivery.state }] : [],
    ),
    executions: effects.flatMap(({ execution }) =>
      execution ? [{ id: execution.id, status: execution.status }] : [],
    ),
  };
}

import type { Caller } from '../../../platform/core/caller.ts';
import { byCodePoint } from '../../../platform/core/python-json.ts';
import type { TraitDescription, TraitType } from '../../core/log/known-type.ts';
import { traitType } from '../../core/log/known-type.ts';
import { traitText } from '../../core/log/trait-text.ts';
import { requireLogRole } from '../../core/log/log-access.ts';
import { logLimits } from '../../core/log/log-limits.ts';
import { eventOrder } from '../../core/log/event-order.ts';
import { isEmptied } from '../../core/log/storage-settings.ts';
import type { Ports } from '../../ports.ts';
import { listEvents } from './list-events.ts';

type TypePorts = Pick<Ports, 'eventLog' | 'eventSettings' | 'eventTypes'>;

/** The types of the project's stored events, sorted. */
export async function listEventTypes(
  { eventSettings, eventTypes }: TypePorts,
  caller: Caller,
): Promise<readonly string[]> {
  requireLogRole(caller, 'reader');
  const { projectId } = caller;
  const [settings, types] = await Promise.all([
    eventSettings.get(projectId),
    eventTypes.list(projectId),
  ]);
  return types
    .filter(({ seenAt }) => !isEmptied(settings, seenAt))
    .map(({ eventType }) => eventType)
    .toSorted(byCodePoint);
}

/** The traits that stored events of a type had, sorted by name; none for an unknown type. */
export async function describeTraits(
  { eventSettings, eventTypes }: TypePorts,
  caller: Caller,
  eventType: string,
): Promise<readonly TraitDescription[]> {
  requireLogRole(caller, 'reader');
  const { projectId } = caller;
  const [settings, type] = await Promise.all([
    eventSettings.get(projectId),
    eventTypes.get(projectId, eventType),
  ]);
  if (!type || isEmptied(settings, type.seenAt)) return [];
  return type.traits.toSorted(
    (left, right) => byCodePoint(left.name, right.name) || byCodePoint(left.type, right.type),
  );
}

export interface ShownTrait {
  readonly name: string;
  readonly type: TraitType;
  readonly value: string;
}

/** The distinct values of a trait in stored events of a type, those of the newest events first. */
export async function listTraitValues(
  ports: TypePorts,
  caller: Caller,
  { eventType, name }: { readonly eventType: string; readonly name: string },
): Promise<readonly ShownTrait[]> {
  const { events } = await listEvents(ports, caller, {
    filter: { eventType, traits: [] },
    allTenants: false,
    order: eventOrder([{ key: 'generated', descending: true }]),
    limit: logLimits.pageEvents,
  });
  const values = new Map<string, ShownTrait>();
  for (const { body } of events) {
    const value = body.traits.get(name);
    if (!value || values.size === logLimits.traitValues) continue;
    const trait = { name, type: traitType(value), value: traitText(value) };
    values.set(`${trait.type}:${trait.value}`, trait);
  }
  return [...values.values()];
}

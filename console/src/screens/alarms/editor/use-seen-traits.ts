import { useQueries, useQuery } from '@tanstack/react-query';
import { matchesGlob } from '../../../../../functions/events/core/glob.ts';
import { eventTypesQuery, traitsQuery } from '../../../api/seen-events.ts';
import { useSession } from '../../../shell/session-context.ts';
import { lastEventsQuery } from './last-events-query.ts';
import { seenValues } from './seen-values.ts';

export interface SeenTrait {
  readonly name: string;
  readonly type: string;
}

/** Types whose traits are asked for at once. */
const askedTypes = 5;

/** The types that were seen, and the traits of those that a glob matches with their values. */
export function useSeenTraits(glob: string) {
  const { deployment } = useSession();
  const types = useQuery({ ...eventTypesQuery, enabled: deployment.event_storage });
  const matching = (types.data ?? []).filter((type) => matchesGlob(glob, type));
  const { data: samples } = useQuery({ ...lastEventsQuery, enabled: deployment.event_storage });
  const answers = useQueries({ queries: matching.slice(0, askedTypes).map(traitsQuery) });
  const byName = new Map<string, SeenTrait>();
  for (const { data } of answers) for (const trait of data ?? []) byName.set(trait.name, trait);
  return {
    types: types.data ?? [],
    matching,
    /** What a condition on the field may be compared with. */
    valuesOf: (field: string) => seenValues(samples ?? [], glob, field),
    traits: [...byName.values()].toSorted((left, right) => left.name.localeCompare(right.name)),
  };
}

import { aKey, aPartition, aRow } from './dynamo-limits.ts';
import { shareOf } from '../../functions/events/core/shared-rule.ts';
import { replacesPlace, type RulePlace } from '../../functions/alarming/core/rule/rule-place.ts';
import type { RulePlaces } from '../../functions/alarming/ports.ts';

export function memoryRulePlaces(): RulePlaces {
  const places = new Map<string, RulePlace>();
  return {
    async get(alarmId) {
      return places.get(aPartition(alarmId));
    },
    async take({ id: alarmId, projectId }, limit) {
      const place = places.get(alarmId);
      if (place?.kind === 'shared') return 'shared';
      const own = [...places.values()].filter(({ kind }) => kind === 'own').length;
      if (!place && own >= limit) return 'shared';
      places.set(alarmId, aRow({ kind: 'own', alarmId, projectId }));
      return 'own';
    },
    async share(sharer) {
      if (replacesPlace(sharer, places.get(sharer.alarmId)))
        places.set(aKey(sharer.alarmId), aRow({ kind: 'shared', ...sharer }));
    },
    async release(alarmId) {
      places.delete(alarmId);
    },
    async sharers(share) {
      return [...places.values()].flatMap((place) =>
        place.kind === 'shared' && JSON.stringify(shareOf(place.rule)) === JSON.stringify(share)
          ? [place]
          : [],
      );
    },
    async list() {
      return [...places.values()];
    },
  };
}

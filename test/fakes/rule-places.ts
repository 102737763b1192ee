import { shareOf } from '../../functions/events/core/shared-rule.ts';
import type { RulePlace } from '../../functions/alarming/core/rule/rule-place.ts';
import type { RulePlaces } from '../../functions/alarming/ports.ts';

export function memoryRulePlaces(): RulePlaces {
  const places = new Map<string, RulePlace>();
  let review: { readonly deployment: string; readonly nextAt: string } | undefined;

  return {
    async get(alarmId) {
      return places.get(alarmId);
    },
    async take({ id: alarmId, projectId }, limit) {
      const place = places.get(alarmId);
      if (place?.kind === 'shared') return 'shared';
      const own = [...places.values()].filter(({ kind }) => kind === 'own').length;
      if (!place && own >= limit) return 'shared';
      places.set(alarmId, { kind: 'own', alarmId, projectId });
      return 'own';
    },
    async share(sharer) {
      const place = places.get(sharer.alarmId);
      if (place?.kind === 'own' || (place && place.version > sharer.version)) return;
      places.set(sharer.alarmId, { kind: 'shared', ...sharer });
    },
    async leave(alarmId) {
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
    async reviewDue(deployment, now) {
      return review?.deployment !== deployment || review.nextAt <= now;
    },
    async reviewed(deployment, nextAt) {
      review = { deployment, nextAt };
    },
  };
}

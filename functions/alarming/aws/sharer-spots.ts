import { createHash } from 'node:crypto';
import { candidatePartition } from '../../events/aws/candidate-rows.ts';
import { candidateFormat, keyOfRule, slotOf } from '../../events/core/candidate-key.ts';
import { type Share, shareOf } from '../../events/core/shared-rule.ts';
import type { SharedPlace, Sharer, SharerSpot } from '../core/rule/rule-place.ts';

/** Where release 0.2 put the alarms of a share. */
export const sharePartition = ({ key, scope }: Share): string =>
  `R#${key}#${createHash('sha256').update(JSON.stringify(scope)).digest('hex').slice(0, 32)}`;

/** Where the present format has the sharer's row; nowhere if no event can match its rule. */
export function spotOf({ projectId, rule }: Sharer): SharerSpot | undefined {
  const key = keyOfRule(rule.event);
  return (
    key && {
      projectId,
      partition: candidatePartition(projectId, key),
      slot: slotOf(key.text),
    }
  );
}

/** Where the place's row is. Before release 0.3 it followed from the rule. */
export const spotOfPlace = (place: SharedPlace): SharerSpot | undefined =>
  place.format === undefined
    ? { projectId: place.projectId, partition: sharePartition(shareOf(place.rule)) }
    : place.spot;

export const isInFormat = ({ format }: SharedPlace): boolean => format === candidateFormat;

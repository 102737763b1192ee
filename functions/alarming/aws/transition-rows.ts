import { createHash } from 'node:crypto';
import { entityOf, type Row } from '../../platform/aws/dynamo.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { AlarmState } from '../core/alarm.ts';
import type { Transition, TriggerKey } from '../core/decision/transition.ts';
import { messageKind } from './hit-rows.ts';
import { historyExpiry, historyPartition, historyShardOf } from './history-rows.ts';

/*
 * The record of a transition is a row apart from its history entry, because only one may exist for an alarm,
 * a trigger and an arming, whenever it comes. The entry is written first: an entry whose record is not there,
 * or is another transition's, is void.
 */

/** The partition of an alarm's transitions. It is called after firings, as it was when only events led to them. */
export const transitionPartition = (projectId: string, alarmId: string): string =>
  `P#${projectId}#firing#${historyShardOf(alarmId)}`;

/** Begins the sort keys of an alarm's transitions on a trigger. */
export const transitionPrefix = (alarmId: string, trigger: TriggerKey): string =>
  trigger.kind === 'event'
    ? `${alarmId}#${hashOf(trigger.messageId)}#`
    : `${alarmId}#measures#${hashOf(JSON.stringify([trigger.window, trigger.decision]))}#`;

const hashOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32);

const transitionKey = ({ projectId, alarmId, trigger, arming }: Transition) => ({
  pk: transitionPartition(projectId, alarmId),
  sk: `${transitionPrefix(alarmId, trigger)}${arming}`,
});

/** A transition as its record holds it: alarm and project are in the key. */
type StoredTransition = Omit<Transition, 'alarmId' | 'projectId'>;

/** A firing as releases up to 0.2.0 recorded it. */
interface StoredFiring extends Omit<StoredTransition, 'trigger' | 'from' | 'to'> {
  readonly messageId: string;
  readonly acceptanceId: string;
  readonly previous: AlarmState;
}

export function transitionRow(transition: Transition, now: Instant): Row {
  const { alarmId: _alarm, projectId: _project, ...rest } = transition;
  return { ...transitionKey(transition), v: 1, transition: rest, ttl: historyExpiry(now) };
}

/** The history entry that leads to the record. It is also the record of the event's hit. */
export const transitionEntryRow = (transition: Transition, now: Instant): Row => ({
  pk: historyPartition(transition.projectId, transition.alarmId),
  sk: transition.id,
  v: 1,
  alarmId: transition.alarmId,
  ...(transition.trigger.kind === 'event' && {
    kind: messageKind(transition.projectId, transition.trigger.messageId),
  }),
  record: transitionKey(transition).sk,
  ttl: historyExpiry(now),
});

/** The key of the record that a transition's history entry leads to. */
export const recordKeyOf = (row: Row) => {
  const { pk, record } = entityOf<{ pk: string; record: string }>(row);
  return { pk: pk.replace(/#history#(?=\d+$)/, '#firing#'), sk: record };
};

export function transitionOf(row: Row): Transition {
  const { pk, sk, transition, firing } = entityOf<{
    pk: string;
    sk: string;
    transition?: StoredTransition;
    firing?: StoredFiring;
  }>(row);
  const stored = transition ?? (firing && transitionOfFiring(firing));
  if (!stored) throw new Error(`the row ${sk} holds no transition`);
  const projectId = pk.replace(/^P#/, '').replace(/#firing#\d+$/, '');
  return { ...stored, projectId, alarmId: sk.split('#')[0] ?? '' };
}

const transitionOfFiring = ({
  messageId,
  acceptanceId,
  previous,
  ...rest
}: StoredFiring): StoredTransition => ({
  ...rest,
  trigger: { kind: 'event', messageId, acceptanceId },
  from: previous,
  to: 'alarm',
});

import { naiveTime } from '../core/time/naive-time.ts';
import type { Instant } from '../../platform/core/instant.ts';
import type { Json } from '../../platform/core/python-json.ts';
import type { FoundEvent } from '../app/explain/asked-event.ts';
import type { Explained, Explanations } from '../app/explain/explain-event.ts';
import type { Alarm } from '../core/alarm.ts';
import type { ConditionPart, Judgement } from '../core/decision/judge.ts';
import { differenceWords } from '../core/explain/difference.ts';
import type { Explanation } from '../core/explain/explanation.ts';
import { explanationWords, reasonWords } from '../core/explain/explanation-words.ts';
import { conditionHint, typeHint } from '../core/explain/hint.ts';
import { conditionWords, typeWords } from '../core/explain/part-words.ts';
import type { Reason } from '../core/explain/reason.ts';
import { cut, shownValue } from '../core/explain/shown-value.ts';
import { isWithin, nextBeginning } from '../core/time/within-constraints.ts';
import type { Notification } from '../../events/core/notification.ts';
import { measureWords } from '../core/explain/measure-diagnosis.ts';
import { firingView } from './chain-view.ts';
import { measureDiagnosisView } from './measure-diagnosis-view.ts';

/** The answer of an explanation. Misses are only counted, unless all are asked for. */
export function explanationsView(
  { event, explained, next }: Explanations,
  { all, now }: { readonly all: boolean; readonly now: Instant },
): Json {
  const shown = all ? explained : explained.filter((each) => !isMiss(each));
  const at = event.stored?.at ?? now;
  return {
    event: eventView(event),
    alarms: shown.map((each) => explanationView(each, event.notification, at)),
    misses: explained.filter(isMiss).length,
    next: next ?? null,
  };
}

const isMiss = ({ verdict }: Explanation): boolean =>
  verdict === 'miss' || verdict === 'not-considered';

const eventView = ({ notification, stored }: FoundEvent): Json => ({
  message_id: notification.messageId,
  event_type: notification.eventType,
  accepted_at: stored ? naiveTime(stored.at) : null,
  acceptance_id: stored?.acceptance ?? null,
  replay_of: stored?.replayed?.of ?? null,
});

export function explanationView(
  explained: Explained,
  notification: Notification,
  at: Instant,
): { readonly [name: string]: Json } {
  const { alarm, verdict, would, judgement, reasons, actual, measures } = explained;
  const words = explanationWords(explained);
  return {
    alarm_id: alarm.id === '' ? null : alarm.id,
    name: alarm.name,
    verdict,
    would,
    parts: judgement ? partsView(judgement, notification) : [],
    reasons: reasons.map((reason) => reasonView(reason, explained)),
    words: measures ? `${words} ${measureWords(alarm, measures)}` : words,
    time_constraint: constraintView(alarm, at),
    actual: actual ? actual.firings.map(firingView) : [],
    measures: measures ? measureDiagnosisView(alarm, measures) : null,
    ...(actual && {
      difference: actual.difference
        ? { code: actual.difference, words: differenceWords[actual.difference] }
        : null,
    }),
  };
}

function partsView({ type, conditions }: Judgement, notification: Notification): Json {
  const { part, holds, code, expected, found } = type;
  const typePart = { part, holds, code, expected: cut(expected), found: cut(found) };
  return [
    { ...typePart, words: typeWords(type), hint: typeHint(type) ?? null },
    ...conditions.map((condition) => conditionView(condition, notification)),
  ];
}

function conditionView(part: ConditionPart, notification: Notification): Json {
  const { condition, expected, found, holds, code } = part;
  return {
    part: part.part,
    field: condition.field,
    op: condition.op,
    type: condition.type,
    holds,
    code,
    expected: expected
      ? { ...shownValue(expected) }
      : { type: condition.type, value: cut(condition.value) },
    found: found ? { ...shownValue(found) } : null,
    words: conditionWords(part),
    hint: conditionHint(part, notification) ?? null,
  };
}

function reasonView(reason: Reason, explanation: Explanation): Json {
  return { ...reasonFields(reason), words: reasonWords(reason, explanation) };
}

function reasonFields(reason: Reason): { readonly [name: string]: Json } {
  const { code } = reason;
  switch (reason.code) {
    case 'other-project':
      return { code, project_id: reason.projectId };
    case 'not-evaluated':
      return { code, type: reason.type };
    case 'disabled':
      return { code, since: naiveTime(reason.since) };
    case 'rule-not-effective':
      return {
        code,
        accepted_at: naiveTime(reason.acceptedAt),
        settled_at: reason.settledAt === null ? null : naiveTime(reason.settledAt),
        certainty: reason.certainty,
        counts: reason.counts,
      };
    case 'condition':
      return { code, part: reason.part };
    case 'in-alarm':
      return { code, since: naiveTime(reason.since), state_reason: reason.stateReason };
    case 'counted':
      return {
        code,
        event_id: reason.transitionId,
        at: naiveTime(reason.at),
        acceptance_id: reason.acceptanceId,
      };
    case 'event-type':
    case 'not-created':
    case 'older-than-history':
      return { code };
  }
}

/** Alarms on events ignore their time constraints, as in Aodh; those on measures do not. */
const constraintView = ({ rule, timeConstraints }: Alarm, at: Instant): Json => {
  if (timeConstraints.length === 0) return null;
  const next = nextBeginning(timeConstraints, at);
  return {
    inside: isWithin(timeConstraints, at),
    counts: rule.type !== 'event',
    next_opening: next === undefined ? null : naiveTime(next),
  };
};

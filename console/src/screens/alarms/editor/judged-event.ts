import {
  type ConditionPart,
  everyPartHolds,
  type Judgement,
  judge,
} from '../../../../../functions/alarming/core/decision/judge.ts';
import { typeHint } from '../../../../../functions/alarming/core/explain/hint.ts';
import {
  conditionWords,
  typeWords,
} from '../../../../../functions/alarming/core/explain/part-words.ts';
import { shownValue } from '../../../../../functions/alarming/core/explain/shown-value.ts';
import type { ConditionType, EventRule } from '../../../../../functions/events/core/event-rule.ts';
import { holds } from '../../../../../functions/events/core/event-match.ts';
import type { Notification } from '../../../../../functions/events/core/notification.ts';
import { readNotification } from '../../../../../functions/events/core/read-notification.ts';
import {
  isArray,
  isObject,
  type Json,
} from '../../../../../functions/platform/core/python-json.ts';

/** A stored event, as the judge reads it, and when it was accepted. */
export interface SampleEvent {
  readonly notification: Notification;
  readonly acceptedAt: string;
}

/** What would mend the rule, for a button. */
export type Mend =
  | { readonly kind: 'event-type'; readonly eventType: string }
  | { readonly kind: 'condition-type'; readonly part: number; readonly type: ConditionType };

export interface JudgedEvent {
  readonly sample: SampleEvent;
  readonly verdict: 'fires' | 'near-miss' | 'miss';
  /** Why not, part by part; empty if it hits. */
  readonly words: readonly string[];
  readonly mend: Mend | undefined;
}

/** The events of an answer of the log, with numbers as they were written. */
export function samplesOf(answer: Json): readonly SampleEvent[] {
  if (!isArray(answer)) return [];
  return answer.flatMap((stored) => {
    if (!isObject(stored)) return [];
    const reading = readNotification({ ...stored, traits: triples(stored['traits'] ?? []) });
    const at = stored['accepted_at'];
    return reading.kind === 'read'
      ? [{ notification: reading.notification, acceptedAt: typeof at === 'string' ? at : '' }]
      : [];
  });
}

const triples = (traits: Json): Json =>
  isArray(traits)
    ? traits.flatMap((trait) =>
        isObject(trait)
          ? [[trait['name'] ?? null, trait['type'] ?? null, trait['value'] ?? null]]
          : [],
      )
    : [];

/** What a rule makes of an event, by the evaluator's own judge. */
export function judged(rule: EventRule, sample: SampleEvent): JudgedEvent {
  const judgement = judge(rule, sample.notification);
  if (everyPartHolds(judgement)) return { sample, verdict: 'fires', words: [], mend: undefined };
  const failing = judgement.conditions.filter((part) => !part.holds);
  const { type } = judgement;
  const isNear = type.holds
    ? failing.length === 1
    : type.code === 'type-has-suffix' && failing.length === 0;
  return {
    sample,
    verdict: isNear ? 'near-miss' : 'miss',
    words: type.holds ? failing.map(conditionWords) : [typeWords(type)],
    mend: isNear ? mendOf(judgement, failing[0], sample.notification) : undefined,
  };
}

function mendOf(
  { type }: Judgement,
  failing: ConditionPart | undefined,
  notification: Notification,
): Mend | undefined {
  if (!type.holds) {
    const eventType = typeHint(type);
    return eventType === undefined ? undefined : { kind: 'event-type', eventType };
  }
  if (!failing?.found) return undefined;
  const typed = { ...failing.condition, type: shownValue(failing.found).type };
  return typed.type !== failing.condition.type && holds(typed, notification)
    ? { kind: 'condition-type', part: failing.part, type: typed.type }
    : undefined;
}

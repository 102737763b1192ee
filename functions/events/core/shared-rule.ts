import { busSource } from '../../contract/bus-event.ts';
import { sharedRulesOfASort } from '../../contract/rule-quota.ts';
import type { EventRule } from './event-rule.ts';
import { readGlob } from './glob.ts';
import type { Notification } from './notification.ts';

/**
 * A share of a bus rule that several alarms use when the bus has no room for a rule each. `key` names
 * the rule. Alarms of other scopes may use the same rule, but an alarm only sees the events of its scope.
 */
export interface Share {
  readonly key: string;
  /** The project and, for alarms on a single event type, that type. */
  readonly scope: readonly string[];
}

const prefix = 'shared-';

/** The share of a project's alarms that have no rule of their own: one rule wakes the evaluator for all of them. */
export const shareOfProject = (projectId: string): Share => share('project', [projectId]);

/** The share that release 0.2 gave an alarm without a rule of its own. Its rows and events are still understood. */
export const shareOf = ({
  event,
  projectId,
}: {
  readonly event: EventRule;
  readonly projectId: string;
}): Share =>
  readGlob(event.eventType).every(({ kind }) => kind === 'literal')
    ? share('type', [projectId, event.eventType])
    : share('project', [projectId]);

/** The shares that release 0.2 gave the alarms that an event may fire. */
export const sharesBefore = ({
  projectId,
  eventType,
}: Pick<Notification, 'projectId' | 'eventType'>): readonly Share[] =>
  projectId === '' ? [] : [share('project', [projectId]), share('type', [projectId, eventType])];

/**
 * The share that answers for an alarm's events. Senders of release 0.2 name two shares in an event, and each
 * wakes the evaluator for its own alarms; later ones name the project's alone.
 */
export const answeringShare = (
  alarm: Parameters<typeof shareOf>[0],
  named: readonly string[] | undefined,
): string => {
  const { key } = shareOf(alarm);
  return named === undefined || named.includes(key) ? key : shareOfProject(alarm.projectId).key;
};

/** The keys of all shared rules. */
export const sharedKeys: readonly string[] = Array.from(
  { length: sharedRulesOfASort },
  (_, bucket) => `${prefix}project-${bucket}`,
);

/** Whether a key names a shared rule. Other keys are ids of alarms. */
export const isShared = (ruleKey: string): boolean => ruleKey.startsWith(prefix);

/**
 * The pattern of a shared rule. Each event lists its shared rules, so the pattern stays the same when
 * alarms come and go.
 */
export const sharedPattern = (key: string): { readonly [field: string]: unknown } => ({
  source: [busSource],
  detail: { shares: [key] },
});

const share = (sort: 'type' | 'project', scope: readonly string[]): Share => ({
  key: `${prefix}${sort}-${bucketOf(scope)}`,
  scope,
});

/** FNV-1a over UTF-16 units, with high bits mixed into the low ones. It must never change: rules and events rely on it. */
function bucketOf(scope: readonly string[]): number {
  const text = scope.join('\0');
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % sharedRulesOfASort;
}

import { busSource } from '../../contract/bus-event.ts';
import { sharedRulesOfASort } from '../../contract/rule-quota.ts';
import type { EventRule } from './event-rule.ts';
import { readGlob } from './glob.ts';
import type { Notification } from './notification.ts';

/**
 * What alarms without a rule of their own have in common: a rule on the bus by its `key`, and the
 * events that concern them by their `scope`. Who shares a rule with others still sees only the events
 * of his scope.
 */
export interface Share {
  readonly key: string;
  /** The project; for alarms that wait for one type only, that type, too. */
  readonly scope: readonly string[];
}

const prefix = 'shared-';
const sorts = ['type', 'project'] as const;

/** The share of an alarm that has no rule of its own. */
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

/** The shares that an event concerns: every alarm that it may fire has one of them. */
export const sharesOf = ({
  projectId,
  eventType,
}: Pick<Notification, 'projectId' | 'eventType'>): readonly Share[] =>
  projectId === '' ? [] : [share('project', [projectId]), share('type', [projectId, eventType])];

/** The keys of all shared rules. */
export const sharedKeys: readonly string[] = sorts.flatMap((sort) =>
  Array.from({ length: sharedRulesOfASort }, (_, bucket) => `${prefix}${sort}-${bucket}`),
);

/** Whether a rule's key names a shared one; all others are ids of alarms. */
export const isShared = (ruleKey: string): boolean => ruleKey.startsWith(prefix);

/**
 * The pattern of a shared rule. Events say which shared rules concern them, so it never changes,
 * whoever comes to share it or leaves.
 */
export const sharedPattern = (key: string): { readonly [field: string]: unknown } => ({
  source: [busSource],
  detail: { shares: [key] },
});

const share = (sort: (typeof sorts)[number], scope: readonly string[]): Share => ({
  key: `${prefix}${sort}-${bucketOf(scope)}`,
  scope,
});

/** FNV-1a over UTF-16 units, its low bits mixed with the high ones: the same on every machine and in every release. */
function bucketOf(scope: readonly string[]): number {
  const text = scope.join('\0');
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) % sharedRulesOfASort;
}

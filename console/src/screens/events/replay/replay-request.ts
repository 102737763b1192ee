import { shellWord } from '../../../parts/shell-word.ts';
import type { EventFilters } from '../search.ts';
import { typedTime } from '../../jobs/typed-time.ts';

/** A replay as it is typed. */
export interface ReplayDraft {
  /** How far back it reaches; undefined for the times that are typed. */
  readonly hours: number | undefined;
  readonly from: string;
  readonly to: string;
  /** Exactly this one; an empty one for all. */
  readonly eventType: string;
  /** `name=value`, or empty. */
  readonly trait: string;
  readonly messageId: string;
  readonly target: 'alarm' | 'function' | 'project';
  readonly alarmId: string | undefined;
  readonly functionId: string | undefined;
  /** The alarm whose notice the function is to get. */
  readonly noticeOf: string | undefined;
  readonly asNew: boolean;
}

interface Condition {
  readonly field: string;
  readonly op: 'eq';
  readonly value: string;
}

type ReplayTarget =
  | { readonly alarm: string }
  | { readonly function: string; readonly notice_of?: string }
  | { readonly project: true };

/** What is asked of the API, but for its mode. */
export interface ReplayBody {
  readonly source: { readonly from: string; readonly to: string; readonly q: readonly Condition[] };
  readonly target: ReplayTarget;
  readonly as_new: boolean;
}

/** Whether a type stands for many, which a replay cannot ask for. */
export const isGlob = (type: string | undefined): boolean => /[*?[]/.test(type ?? '');

/** A replay of what the list shows, as far as a replay can ask for it. */
export const draftOf = ({ type, trait, id }: EventFilters): ReplayDraft => ({
  hours: 1,
  from: '',
  to: '',
  eventType: type === undefined || isGlob(type) ? '' : type,
  trait: trait ?? '',
  messageId: id ?? '',
  target: 'alarm',
  alarmId: undefined,
  functionId: undefined,
  noticeOf: undefined,
  asNew: false,
});

/** What the API is asked for; undefined while something that it needs is not typed. */
export function bodyOf(draft: ReplayDraft, now: number): ReplayBody | undefined {
  const [range, target] = [rangeOf(draft, now), targetOf(draft)];
  if (!range || !target || (draft.trait !== '' && !draft.trait.includes('='))) return undefined;
  return { source: { ...range, q: conditionsOf(draft) }, target, as_new: draft.asNew };
}

function rangeOf({ hours, from, to }: ReplayDraft, now: number) {
  if (hours !== undefined)
    return {
      from: new Date(now - hours * 3_600_000).toISOString(),
      to: new Date(now).toISOString(),
    };
  const [first, last] = [typedTime(from), typedTime(to)];
  return first !== undefined && last !== undefined && first < last
    ? { from: `${first}Z`, to: `${last}Z` }
    : undefined;
}

function targetOf(draft: ReplayDraft): ReplayTarget | undefined {
  const { target, alarmId, functionId, noticeOf } = draft;
  if (target === 'project') return { project: true };
  if (target === 'alarm') return alarmId === undefined ? undefined : { alarm: alarmId };
  if (functionId === undefined) return undefined;
  return { function: functionId, ...(noticeOf !== undefined && { notice_of: noticeOf }) };
}

function conditionsOf({ eventType, trait, messageId }: ReplayDraft): readonly Condition[] {
  const at = trait.indexOf('=');
  const asked = [
    ['event_type', eventType],
    ['message_id', messageId],
    ...(at > 0 ? [[trait.slice(0, at), trait.slice(at + 1)]] : []),
  ];
  return asked.flatMap(([field = '', value = '']) =>
    value === '' ? [] : [{ field, op: 'eq' as const, value }],
  );
}

/** The command that asks for the same; that does it, with the number of events. */
export function commandOf({ source, target, as_new: asNew }: ReplayBody, count?: number): string {
  return [
    `openstack event replay create --from ${source.from} --to ${source.to}`,
    ...source.q.map(({ field, value }) => `--query ${shellWord(`${field}=${value}`)}`),
    targetOption(target),
    ...(asNew ? ['--as-new'] : []),
    ...(count === undefined ? [] : [`--real --confirm ${count}`]),
  ].join(' ');
}

function targetOption(target: ReplayTarget): string {
  if ('project' in target) return '--project';
  if ('alarm' in target) return `--alarm ${target.alarm}`;
  const notice = target.notice_of === undefined ? '' : ` --notice-of ${target.notice_of}`;
  return `--function ${target.function}${notice}`;
}

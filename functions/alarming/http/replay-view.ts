import type { Json } from '../../platform/core/python-json.ts';
import type { Instant } from '../../platform/core/instant.ts';
import { utf8Length } from '../../platform/core/utf8-length.ts';
import type { Created } from '../app/replay/create-replay.ts';
import type { DryEvent } from '../app/replay/dry-replay.ts';
import type { ReplayedCopy } from '../app/replay/replay-ids.ts';
import type { ShownCopy } from '../app/replay/show-replay.ts';
import type { Replay, ReplaySource, ReplayTarget } from '../core/replay/replay.ts';
import { naiveTime } from '../core/time/naive-time.ts';
import { explanationView } from './explain-view.ts';

type Shown = { readonly [name: string]: Json };

/** Of a dry replay, explanations at about two kilobytes each, and the characters of a function's input. */
const shownExplanations = 200;
const shownInput = 4000;

/** A replay in a list. */
export const replayView = (replay: Replay): Shown => ({
  id: replay.id,
  mode: replay.mode,
  state: replay.state,
  source: sourceView(replay.source),
  target: targetView(replay.target),
  as_new: replay.asNew,
  count: replay.count,
  sent: replay.sent,
  created_at: naiveTime(replay.createdAt),
});

const sourceView = (source: ReplaySource): Shown =>
  source.kind === 'event'
    ? { message_id: source.messageId, acceptance_id: source.acceptance }
    : {
        from: naiveTime(source.from),
        to: naiveTime(source.to),
        q: source.conditions.map((condition) => ({ ...condition })),
      };

function targetView(target: ReplayTarget): Shown {
  if (target.kind === 'alarm') return { alarm: target.alarmId };
  if (target.kind === 'project') return { project: true };
  const { functionId, noticeOf } = target;
  return { function: functionId, ...(noticeOf !== null && { notice_of: noticeOf }) };
}

/** A replay with the copies that it sends. A dry one sends none, and does not keep what it answered. */
export const wholeReplayView = (replay: Replay, copies: readonly ShownCopy[]): Shown => ({
  ...replayView(replay),
  events: copies.map(({ copy, state }) => ({
    ...copyView(copy),
    acceptance_id: copy.acceptance,
    ...(copy.executionId !== undefined && { execution_id: copy.executionId }),
    state,
  })),
});

const copyView = ({ messageId, lineage }: ReplayedCopy): Shown => ({
  message_id: messageId,
  acceptance_id: null,
  replay_of: lineage.of,
});

/** The answer to the request. */
export const createdView = (
  { replay, already, dry }: Created,
  { copies, now }: { readonly copies: readonly ShownCopy[]; readonly now: Instant },
): Shown => ({
  ...wholeReplayView(replay, copies),
  already,
  ...(dry && dryView(replay, dry, now)),
});

function dryView({ target }: Replay, dry: readonly DryEvent[], now: Instant): Shown {
  let room = shownExplanations;
  const events = dry.map((event) => {
    const isShown = event.explanations.length <= room;
    if (isShown) room -= event.explanations.length;
    return dryEventView(event, { target, isShown, now });
  });
  if (target.kind === 'function')
    return { would_run: dry.filter(({ input }) => typeof input === 'string').length, events };
  return { would_fire: dry.reduce((sum, event) => sum + firings(event), 0), events };
}

const firings = ({ explanations }: DryEvent): number =>
  explanations.filter(({ would }) => would === 'fire').length;

function dryEventView(
  event: DryEvent,
  {
    target,
    isShown,
    now,
  }: { readonly target: ReplayTarget; readonly isShown: boolean; readonly now: Instant },
): Shown {
  const { copy, explanations, input, misses } = event;
  if (target.kind === 'function') return { ...copyView(copy), ...inputView(input) };
  const views = isShown
    ? explanations.map((each) => explanationView(each, copy.notification, now))
    : [];
  const would = firings(event) > 0 ? 'fire' : 'nothing';
  const shown = { ...copyView(copy), would };
  if (target.kind === 'project') return { ...shown, alarms: views, misses };
  const [explanation] = views;
  return { ...shown, ...(explanation && { explanation }) };
}

const inputView = (input: DryEvent['input']): Shown =>
  typeof input === 'string'
    ? {
        would: 'run',
        input: input.slice(0, shownInput).replace(/[\ud800-\udbff]$/, ''),
        input_bytes: utf8Length(input),
      }
    : { would: 'nothing', state: input?.missing ?? null };

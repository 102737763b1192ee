import { eventLimits } from '../../events/core/event-limits.ts';
import { readFilter } from '../../events/http/log/read-conditions.ts';
import { Fault } from '../../platform/core/fault.ts';
import { isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonText } from '../../platform/core/python-text.ts';
import type { AskedReplay } from '../app/replay/create-replay.ts';
import type { AskedSource } from '../app/replay/replay-source.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import {
  type RangeFilter,
  replayLimits,
  type ReplayTarget,
  type ShownCondition,
} from '../core/replay/replay.ts';
import { readInstant } from './read-instant.ts';
import {
  attributesOf,
  type Body,
  missing,
  nullable,
  type Read,
  readBoolean,
  readInteger,
  readList,
  readOneOf,
  readTextUpTo,
} from './read-struct.ts';

const readId = readTextUpTo(alarmLimits.idCharacters);
const readName = readTextUpTo(eventLimits.nameCharacters);

/** The refusal of a long text shows only its beginning. */
const readMode: Read<'dry' | 'real'> = (value, ...rest) => {
  if (typeof value === 'string') readId(value, ...rest);
  return readOneOf(['dry', 'real'])(value, ...rest);
};

/** Reads the members of an object, which a refusal does not show whole. */
function members(json: Json, names: readonly string[], path: string) {
  const body: Body = { argument: path, json: null };
  const given = attributesOf(json, names, path);
  return <Value>(name: string, read: Read<Value>): Value | null =>
    nullable(read)(given[name] ?? null, name, body, name);
}

/** Reads the body of `POST /v2/replays`. */
export function readReplay(json: Json): AskedReplay {
  const names = ['source', 'target', 'mode', 'as_new', 'confirm', 'key'];
  const read = members(json, names, 'body');
  return {
    source: read('source', sourceIn) ?? refuse('source'),
    target: read('target', targetIn) ?? refuse('target'),
    mode: read('mode', readMode) ?? 'dry',
    asNew: read('as_new', readBoolean) ?? false,
    confirm: read('confirm', readInteger(0)) ?? undefined,
    key: read('key', readTextUpTo(replayLimits.keyCharacters)) ?? undefined,
  };
}

function refuse(name: string): never {
  throw missing(name);
}

const sourceIn: Read<AskedSource> = (json) => {
  const read = members(json, ['message_id', 'acceptance_id', 'from', 'to', 'q'], 'source');
  const messageId = read('message_id', readName);
  const acceptanceId = read('acceptance_id', readId);
  const [from, to, filter] = [
    read('from', readInstant),
    read('to', readInstant),
    read('q', filterIn),
  ];
  const kinds = [messageId, acceptanceId, from].filter((each) => each !== null).length;
  if (kinds !== 1)
    throw new Fault('invalid', 'Exactly one of message_id, acceptance_id, from must be set');
  if (from === null && (to !== null || filter !== null))
    throw new Fault('invalid', 'to and q are for a range that begins with from');
  if (messageId !== null) return { kind: 'message', messageId };
  if (acceptanceId !== null) return { kind: 'acceptance', acceptanceId };
  return {
    kind: 'range',
    from: from ?? refuse('from'),
    to: to ?? undefined,
    ...(filter ?? { conditions: [], filter: { traits: [] } }),
  };
};

/** Panko's conditions, as objects. What they may be is what a list of events takes. */
const filterIn: Read<RangeFilter> = (json, ...rest) => {
  if (typeof json === 'string') readId(json, ...rest);
  const conditions = readList(conditionIn, replayLimits.conditions)(json, ...rest);
  const parameters = new URLSearchParams();
  for (const { field, op, value, type } of conditions) {
    parameters.append('q.field', field);
    parameters.append('q.op', op);
    parameters.append('q.value', value);
    parameters.append('q.type', type);
  }
  return { conditions, filter: readFilter(parameters, false).filter };
};

const conditionIn: Read<ShownCondition> = (json) => {
  const read = members(json, ['field', 'op', 'value', 'type'], 'q');
  return {
    field: read('field', readName) ?? refuse('field'),
    op: read('op', readId) ?? 'eq',
    value: read('value', readValue) ?? refuse('value'),
    type: read('type', readId) ?? '',
  };
};

/** Values are texts in Panko's queries; a number means its own text. */
const readValue: Read<string> = (value, ...rest) =>
  readTextUpTo(eventLimits.nameCharacters)(
    value === null || isObject(value) || Array.isArray(value) ? value : pythonText(value),
    ...rest,
  );

const targetIn: Read<ReplayTarget> = (json) => {
  const read = members(json, ['alarm', 'function', 'notice_of', 'project'], 'target');
  const alarmId = read('alarm', readId);
  const functionId = read('function', readId);
  const noticeOf = read('notice_of', readId);
  const project = read('project', readBoolean) === true;
  const kinds = [alarmId !== null, functionId !== null, project].filter(Boolean).length;
  if (kinds !== 1)
    throw new Fault('invalid', 'Exactly one of alarm, function, project must be set');
  if (noticeOf !== null && functionId === null)
    throw new Fault('invalid', 'notice_of is for a function');
  if (alarmId !== null) return { kind: 'alarm', alarmId };
  return functionId === null ? { kind: 'project' } : { kind: 'function', functionId, noticeOf };
};

import { eventLimits } from '../../events/core/event-limits.ts';
import { Fault } from '../../platform/core/fault.ts';
import type { Json } from '../../platform/core/python-json.ts';
import type { AskedReplay } from '../app/replay/create-replay.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import { replayLimits } from '../core/replay/replay.ts';
import {
  attributesOf,
  type Body,
  missing,
  nullable,
  type Read,
  readBoolean,
  readInteger,
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

const present: Read<true> = () => true;

/** Reads the body of `POST /v2/replays`. */
export function readReplay(json: Json): AskedReplay {
  const names = ['source', 'target', 'mode', 'as_new', 'confirm', 'key'];
  const read = members(json, names, 'body');
  return {
    source: read('source', sourceIn) ?? refuse('source'),
    alarmId: read('target', targetIn) ?? refuse('target'),
    mode: read('mode', readMode) ?? 'dry',
    asNew: read('as_new', readBoolean) ?? false,
    confirm: read('confirm', readInteger(0)) ?? undefined,
    key: read('key', readTextUpTo(replayLimits.keyCharacters)) ?? undefined,
  };
}

function refuse(name: string): never {
  throw missing(name);
}

const sourceIn: Read<AskedReplay['source']> = (json) => {
  const range = ['from', 'to', 'q'];
  const read = members(json, ['message_id', 'acceptance_id', ...range], 'source');
  if (range.some((name) => read(name, present)))
    throw new Fault(
      'invalid',
      'Ranges of events cannot be replayed: name one event by its message_id or acceptance_id',
    );
  const messageId = read('message_id', readName);
  const acceptanceId = read('acceptance_id', readId);
  if (messageId !== null && acceptanceId === null) return { kind: 'message', messageId };
  if (messageId === null && acceptanceId !== null) return { kind: 'acceptance', acceptanceId };
  throw new Fault('invalid', 'Exactly one of message_id, acceptance_id must be set');
};

const targetIn: Read<string> = (json) => {
  const others = ['function', 'notice_of', 'project'];
  const read = members(json, ['alarm', ...others], 'target');
  if (others.some((name) => read(name, present)))
    throw new Fault(
      'invalid',
      'Events can be replayed to an alarm only, not to a function or the whole project',
    );
  return read('alarm', readId) ?? refuse('alarm');
};

import { eventLimits } from '../../events/core/event-limits.ts';
import { Fault } from '../../platform/core/fault.ts';
import { isObject, type Json } from '../../platform/core/python-json.ts';
import type { AskedEvent } from '../app/explain/asked-event.ts';
import {
  alarmsPerAnswer,
  type AskedAlarms,
  type AskedExplanation,
  requireStored,
} from '../app/explain/explain-event.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import { readAlarm } from './read-alarm.ts';
import { requireArguments } from '../../platform/http/wsme.ts';
import {
  attributesOf,
  type Body,
  nullable,
  type Read,
  readBoolean,
  readOneOf,
  readTextUpTo,
  wrongInput,
} from './read-struct.ts';

/** The event and the draft of an alarm. */
export const explainBodyBytes = eventLimits.bytes + alarmLimits.bodyBytes;

const times = ['now', 'then'] as const;
const eventFields = ['event', 'message_id', 'acceptance_id'] as const;
const attributes = [...eventFields, 'alarm_id', 'alarm', 'when', 'all', 'marker'];
const readName = readTextUpTo(eventLimits.nameCharacters);
const readId = readTextUpTo(alarmLimits.idCharacters);

/** The refusal of a long text shows only its beginning. */
const readWhen: Read<'now' | 'then'> = (value, ...rest) => {
  if (typeof value === 'string') readId(value, ...rest);
  return readOneOf(times)(value, ...rest);
};

/** Reads the body of `POST /v2/explain`. */
export function readExplanation(json: Json): AskedExplanation {
  const body: Body = { argument: 'body', json };
  const given = attributesOf(json, attributes, 'body');
  const read = <Value>(name: string, reader: Read<Value>): Value | null =>
    nullable(reader)(given[name] ?? null, name, { ...body, json: null }, name);
  const asked = {
    event: askedEvent(given, read),
    alarms: askedAlarms(given, read),
    when: read('when', readWhen) ?? 'now',
    all: read('all', readBoolean) ?? false,
  };
  requireStored(asked);
  return asked;
}

type Given = { readonly [name: string]: Json };
type Reader = <Value>(name: string, read: Read<Value>) => Value | null;

function askedEvent(given: Given, read: Reader): AskedEvent {
  const named = eventFields.filter((name) => (given[name] ?? null) !== null);
  if (named.length !== 1)
    throw new Fault('invalid', `Exactly one of ${eventFields.join(', ')} must be set`);
  const event = given['event'] ?? null;
  if (event !== null) {
    if (!isObject(event)) throw wrongInput('event', '', 'Value not a valid object');
    return { kind: 'given', event };
  }
  const messageId = read('message_id', readName);
  return messageId === null
    ? { kind: 'acceptance', acceptanceId: read('acceptance_id', readId) ?? '' }
    : { kind: 'message', messageId };
}

function askedAlarms(given: Given, read: Reader): AskedAlarms {
  const alarmId = read('alarm_id', readId);
  const draft = given['alarm'] ?? null;
  const marker = read('marker', readId);
  if (alarmId !== null && draft !== null)
    throw new Fault('invalid', 'alarm_id and alarm cannot be set at the same time');
  if (alarmId !== null) return { kind: 'one', alarmId };
  if (draft !== null) return { kind: 'draft', draft: readAlarm(draft) };
  return { kind: 'all', ...(marker !== null && { marker }) };
}

/** Reads `GET /v2/alarms/{id}/explain`. */
export function readAlarmExplanation(
  alarmId: string,
  parameters: URLSearchParams,
): AskedExplanation {
  requireArguments(parameters, ['message_id', 'acceptance_id', 'when']);
  const text = (name: string) => parameters.get(name);
  return readExplanation({
    message_id: text('message_id'),
    acceptance_id: text('acceptance_id'),
    when: text('when'),
    alarm_id: alarmId,
    all: true,
  });
}

/** Reads `GET /v2/events/{message_id}/explain`: all alarms of the project. */
export function readEventExplanation(
  messageId: string,
  parameters: URLSearchParams,
): AskedExplanation {
  requireArguments(parameters, ['when', 'all', 'marker']);
  const text = (name: string) => parameters.get(name);
  return readExplanation({
    message_id: messageId,
    when: text('when'),
    all: text('all'),
    marker: text('marker'),
  });
}

export const tooManyForOneAnswer = (bytes: number): Fault =>
  new Fault(
    'too-large',
    `The answer is larger than ${bytes} bytes: ask about fewer than ${alarmsPerAnswer} alarms, or without "all"`,
  );

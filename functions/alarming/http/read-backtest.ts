import { Fault } from '../../platform/core/fault.ts';
import { type Instant } from '../../platform/core/instant.ts';
import type { Json } from '../../platform/core/python-json.ts';
import type { AskedBacktest } from '../app/backtest/create-backtest.ts';
import { alarmLimits } from '../core/alarm-limits.ts';
import type { Rearm } from '../core/backtest/backtest.ts';
import { backtestLimits } from '../core/backtest/backtest-limits.ts';
import { readInstant } from './read-instant.ts';
import { alarmStates, readAlarm } from './read-alarm.ts';
import {
  attributesOf,
  type Body,
  nullable,
  type Read,
  readInteger,
  readOneOf,
  readTextUpTo,
  wrongInput,
} from './read-struct.ts';

const attributes = ['alarm_id', 'alarm', 'last', 'from', 'to', 'rule', 'rearm', 'initial_state'];
const readId = readTextUpTo(alarmLimits.idCharacters);

/** A long text is refused before a refusal shows it. */
const short =
  <Value>(read: Read<Value>): Read<Value> =>
  (value, ...rest) => {
    if (typeof value === 'string') readId(value, ...rest);
    return read(value, ...rest);
  };

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `24h`, `90m`, `7d`, `30s`: at most 365 days. */
const readDuration: Read<number> = (value, field, body, path) => {
  const text = readId(value, field, body, path);
  const [, digits = '', unit = ''] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  const seconds = Number(digits) * (unitSeconds[unit] ?? 0);
  if (seconds < 1 || seconds > 365 * 86_400)
    throw wrongInput(
      field,
      text,
      'Value should be a duration such as 90m, 24h or 7d, of at most 365d',
    );
  return seconds;
};

const readRearm: Read<Rearm> = (value, field, body, path) => {
  if (value === 'never' || value === 'at-once') return value;
  if (typeof value === 'string')
    throw wrongInput(
      field,
      readId(value, field, body, path),
      'Value should be never, at-once or a number of seconds',
    );
  return readInteger(1, backtestLimits.rearmSeconds)(value, field, body, path);
};

/** Reads the body of `POST /v2/backtests`. */
export function readBacktest(json: Json): AskedBacktest {
  const body: Body = { argument: 'body', json };
  const given = attributesOf(json, attributes, 'body');
  const read = <Value>(name: string, reader: Read<Value>): Value | null =>
    nullable(reader)(given[name] ?? null, name, { ...body, json: null }, name);
  const alarmId = read('alarm_id', readId);
  const draft = given['alarm'] ?? null;
  if ((alarmId === null) === (draft === null))
    throw new Fault('invalid', 'Exactly one of alarm_id, alarm must be set');
  const rule = read('rule', short(readOneOf(['now', 'then']))) ?? 'now';
  if (rule === 'then' && draft !== null)
    throw new Fault('invalid', 'A draft has no past: the rule "then" needs an alarm.');
  return {
    alarm: alarmId === null ? { kind: 'draft', draft: readAlarm(draft) } : { kind: 'one', alarmId },
    range: rangeIn(read('last', readDuration), read('from', readInstant), read('to', readInstant)),
    rule,
    rearm: read('rearm', readRearm) ?? 'never',
    initialState: read('initial_state', short(readOneOf(alarmStates))) ?? undefined,
  };
}

function rangeIn(
  seconds: number | null,
  from: Instant | null,
  to: Instant | null,
): AskedBacktest['range'] {
  if (seconds !== null && from === null && to === null) return { kind: 'last', seconds };
  if (seconds === null && from !== null && to !== null) return { kind: 'between', from, to };
  throw new Fault('invalid', 'Either last or both from and to must be set');
}

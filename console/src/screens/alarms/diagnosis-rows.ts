import { measureRows } from '../../parts/explain/measure-rows.ts';
import type { Diagnosis } from './diagnosis-item.ts';

export interface DiagnosisRow {
  readonly what: string;
  readonly found: string;
  /** Whether it may be the reason that the alarm does not fire. */
  readonly good: boolean;
  /** An event that shows it. */
  readonly messageId?: string;
}

/** A diagnosis line by line: what may be the reason comes out as not good. */
export function diagnosisRows(of: Diagnosis): readonly DiagnosisRow[] {
  const { enabled, state, repeat_actions: repeats, rule, last_firing: last, events } = of;
  const stuck = of.type === 'event' && state === 'alarm' && repeats !== true;
  return [
    { what: 'Enabled', found: enabled ? 'yes' : 'no: it is not evaluated', good: enabled },
    {
      what: 'State',
      found: stuck ? 'alarm: it does not act again until it is set to ok' : state,
      good: !stuck,
    },
    ...(of.type === 'event' ? [ruleRow(rule)] : []),
    ...(of.measures ? measureRows(of.measures) : []),
    {
      what: 'Last firing',
      found: last ? last.at.replace('T', ' ').slice(0, 19) : 'none',
      good: true,
    },
    ...countRows(of.hits_without_effect, 'Hit without effect, 24 h', idleWords),
    ...countRows(of.deliveries, 'Deliveries, 24 h', {}),
    ...(events === null ? [] : eventRows(events)),
  ];
}

const settlementWords: Readonly<Record<string, string>> = {
  unsettled: 'not taken yet: events of the last moment are missed',
  unknown: 'not known since when',
};

const ruleRow = ({ settlement, place }: Diagnosis['rule']): DiagnosisRow => ({
  what: 'Rule on the bus',
  found:
    settlement === 'settled'
      ? `taken${place ? `, ${place}` : ''}`
      : (settlementWords[settlement] ?? settlement),
  good: settlement !== 'unsettled',
});

const idleWords: Readonly<Record<string, string>> = {
  'in-alarm': 'in state alarm already',
  counted: 'same message ID as before',
  disabled: 'it was disabled',
};

const badStates = new Set(['failed', 'dead', 'in-alarm', 'counted', 'disabled']);

const countRows = (
  counts: Readonly<Record<string, number>>,
  what: string,
  words: Readonly<Record<string, string>>,
): readonly DiagnosisRow[] =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => ({
      what,
      found: `${count} × ${words[name] ?? name}`,
      good: !badStates.has(name),
    }));

function eventRows(events: NonNullable<Diagnosis['events']>): readonly DiagnosisRow[] {
  const of = `of ${events.examined} events${events.complete ? '' : ' looked at so far'}`;
  return [
    {
      what: 'Events that match, 24 h',
      found: `${events.matched} ${of}`,
      good: events.matched > 0,
    },
    ...events.near_misses.map(({ count, example }) => ({
      what: 'Missed narrowly, 24 h',
      found: `${count} ×: ${example.words}`,
      good: false,
      messageId: example.message_id,
    })),
  ];
}

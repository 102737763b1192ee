import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hits } from '../../functions/alarming/core/decision/hits.ts';
import { matchesGlob } from '../../functions/events/core/glob.ts';
import type { TraitValue } from '../../functions/events/core/notification.ts';
import { floatRepr, loads } from '../../functions/platform/core/python-json.ts';
import { readNotification } from '../../functions/events/core/read-notification.ts';
import {
  anyEventText,
  eventText,
  glob,
  globbedText,
  traitCondition,
} from '../events/support/notification-arbitrary.ts';
import { ask, isInstalled, python } from './support/oracle.ts';

const script = fileURLToPath(new URL('python/oracle.py', import.meta.url));
const askPython = (questions: readonly unknown[]) => ask([python, script], questions);
const seed = 5;

const shown = (value: TraitValue): readonly [string, string] => {
  if (value.kind === 'text') return ['text', value.text];
  if (value.kind === 'integer') return ['integer', String(value.integer)];
  if (value.kind === 'float') return ['float', floatRepr(value.float)];
  return ['datetime', String(value.microseconds)];
};

describe.skipIf(!isInstalled(python, '--version'))('compared with Python', () => {
  test('traits are converted as by int, float, str and iso8601', async () => {
    const events = fc.sample(anyEventText, { numRuns: 6000, seed });
    const answers = await askPython(events.map((event) => ({ event })));
    const wrong = events.flatMap((event, index) => {
      const expected = answers[index];
      if (expected === 'no iso8601') return [];
      const reading = readNotification(loads(event));
      const found =
        reading.kind === 'refused'
          ? 'refused'
          : {
              traits: Object.fromEntries(
                [...reading.notification.traits].map(([name, value]) => [name, shown(value)]),
              ),
              project: ['text', reading.notification.projectId],
            };
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ event, expected, found }];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('globs match as in fnmatch', async () => {
    const pairs = fc.sample(fc.tuple(glob, globbedText), { numRuns: 20_000, seed });
    const answers = await askPython(pairs.map(([pattern, text]) => ({ glob: pattern, text })));
    const wrong = pairs.filter(
      ([pattern, text], index) => matchesGlob(pattern, text) !== answers[index],
    );
    expect(wrong.slice(0, 10)).toEqual([]);
  });

  test('conditions compare as the operators of Python', async () => {
    const pairs = fc.sample(fc.tuple(eventText, traitCondition), { numRuns: 12_000, seed });
    const answers = await askPython(pairs.map(([event, condition]) => ({ event, ...condition })));
    const wrong = pairs.flatMap(([event, condition], index) => {
      const expected = answers[index];
      const reading = readNotification(loads(event));
      if (expected === 'no iso8601') return [];
      const found =
        reading.kind === 'refused'
          ? 'refused'
          : hits({ eventType: '*', query: [condition] }, reading.notification);
      return found === expected ? [] : [{ event, condition, expected, found }];
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});

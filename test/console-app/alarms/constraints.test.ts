import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alarm as alarmSchema } from '../../../console/src/api/alarms.ts';
import {
  constraintProblem,
  constraintWords,
  windowsOf,
  windowText,
} from '../../../console/src/screens/alarms/constraint-windows.ts';
import {
  bodyOf,
  commandOf,
  refusedField,
} from '../../../console/src/screens/alarms/editor/alarm-body.ts';
import { emptyForm, formOf } from '../../../console/src/screens/alarms/editor/alarm-form.ts';
import {
  constraintDraft,
  newConstraint,
  secondsOf,
} from '../../../console/src/screens/alarms/editor/constraint-draft.ts';
import { alarmView } from '../../../functions/alarming/http/alarm-view.ts';
import { readAlarm } from '../../../functions/alarming/http/read-alarm.ts';
import { dumps, loads } from '../../../functions/platform/core/python-json.ts';
import { anAlarm } from '../../alarming/support/alarm.ts';

const start = fc.constantFrom(
  '0 8 * * 1-5',
  '*/5 * * * *',
  '@daily',
  '0 0 l * *',
  'x',
  '61 * * * *',
  '',
);
const timezone = fc.constantFrom(
  '',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Mars/Olympus',
  '+01:00',
);
const office = { ...newConstraint([], 'Europe/Berlin') };
const formWith = (...constraints: readonly (typeof office)[]) => ({
  ...emptyForm,
  name: 'n',
  constraints,
});
const lasting = (duration: string, unit: number) => ({ ...office, duration, unit });
const written = (body: unknown) => readAlarm(loads(JSON.stringify(body)));

function refusalOf(save: () => unknown): string {
  try {
    save();
    return 'not refused';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a time constraint that is typed', () => {
  it('is called wrong if and only if the API refuses it', () => {
    fc.assert(
      fc.property(start, timezone, (from, zone) => {
        const draft = { ...office, start: from, timezone: zone };
        const refusal = refusalOf(() => written(bodyOf(formWith(draft))));
        expect(refusal === 'not refused').toBe(constraintProblem(draft) === undefined);
      }),
    );
  });

  it('lasts as many seconds as its unit says, or is refused as it is typed', () => {
    expect(secondsOf(lasting('1.5', 3_600))).toBe(5_400);
    expect(secondsOf(lasting('0.1', 60))).toBe(6);
    for (const text of ['', 'x', '-1', '0.5', '1e400'])
      expect(secondsOf(lasting(text, 1))).toBeUndefined();
    expect(() => written(bodyOf(formWith(lasting('x', 1))))).toThrow(/duration/);
  });

  it('begins with a name of its own', () => {
    const second = newConstraint([office], 'UTC');
    expect(written(bodyOf(formWith(office, second))).timeConstraints).toHaveLength(2);
    expect(second.timezone).toBe('');
  });

  it.each([
    { ...office, start: 'x' },
    { ...office, timezone: 'Mars/Olympus' },
  ])('is where a refusal of it is shown: %o', (draft) => {
    const refusal = refusalOf(() => written(bodyOf(formWith(draft))));
    expect(refusedField(refusal)).toBe('time_constraints');
  });

  it('is in the command, as the client reads it', () => {
    expect(commandOf(formWith(office))).toContain(
      "--time-constraint 'name=office hours;start=0 8 * * 1-5;duration=36000;timezone=Europe/Berlin'",
    );
  });
});

describe('a time constraint of an alarm', () => {
  it('is the same after it was in the form, whatever its duration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.string(), (seconds, description) => {
        const before = anAlarm({
          timeConstraints: [
            {
              name: 'night',
              description:
                description || `Time constraint at @daily lasting for ${seconds} seconds`,
              start: '@daily',
              durationSeconds: seconds,
              timezone: 'UTC',
            },
          ],
        });
        const shown = alarmSchema.parse(JSON.parse(dumps(alarmView(before))));
        const { timeConstraints } = written(bodyOf(formOf(shown), shown));
        expect(timeConstraints).toEqual(before.timeConstraints);
      }),
    );
  });

  it('is described anew when it changes, unless somebody has described it', () => {
    const made = 'Time constraint at @daily lasting for 60 seconds';
    const given = { name: 'n', start: '@daily', duration: 60, timezone: '' };
    const change = (description: string) =>
      written(bodyOf(formWith({ ...constraintDraft({ ...given, description }), start: '@hourly' })))
        .timeConstraints[0]?.description;
    expect(change(made)).toBe('Time constraint at @hourly lasting for 60 seconds');
    expect(change('at night')).toBe('at night');
  });

  it('reads as words', () => {
    expect(constraintWords({ start: '0 8 * * 1-5', duration: 36_000, timezone: '' })).toBe(
      'begins on Monday to Friday at 08:00 in UTC, and lasts 10 h',
    );
    expect(constraintWords({ start: '@hourly', duration: 90, timezone: 'Asia/Tokyo' })).toBe(
      'begins every hour in Asia/Tokyo, and lasts 1 min 30 s',
    );
  });
});

describe('the next windows', () => {
  const berlin = { start: '0 8 * * *', duration: 36_000, timezone: 'Europe/Berlin' };

  it('are those in which the alarm is evaluated, in the clocks of the zone, summer time or not', () => {
    const before = Date.parse('2026-10-24T12:00:00Z');
    const { open, next } = windowsOf(berlin, before, 2);
    expect(open).toBe(true);
    expect(next.map((window) => new Date(window[0]).toISOString())).toEqual([
      '2026-10-25T07:00:00.000Z',
      '2026-10-26T07:00:00.000Z',
    ]);
    for (const [from, to] of next) {
      expect(windowsOf(berlin, from - 1, 1).open).toBe(false);
      expect(windowsOf(berlin, from, 1).open).toBe(true);
      expect(windowsOf(berlin, to, 1).open).toBe(true);
      expect(windowsOf(berlin, to + 1, 1).open).toBe(false);
    }
    expect(windowText(next[1] ?? [0, 0], berlin.timezone)).toBe('Mon 26 Oct, 08:00 – 18:00');
  });

  it('name the day on which they end, if it is another', () => {
    const night = { ...berlin, start: '0 22 * * *' };
    const [window = [0, 0] as const] = windowsOf(night, Date.parse('2026-11-27T12:00:00Z'), 1).next;
    expect(windowText(window, 'Europe/Berlin')).toBe('Fri 27 Nov, 22:00 – Sat 28 Nov, 08:00');
  });

  it('are none if it never begins', () => {
    const never = { ...berlin, start: '0 0 31 2 *' };
    expect(windowsOf(never, Date.parse('2026-11-27T12:00:00Z'), 3)).toEqual({
      open: false,
      next: [],
    });
  });
});

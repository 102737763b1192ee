import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { matchesPattern } from '../fakes/pattern-matcher.ts';
import { busDetailType, busSource } from '../../functions/contract/bus-event.ts';
import type { EventRule } from '../../functions/events/core/event-rule.ts';
import { toBusDetail } from '../../functions/events/core/bus-detail.ts';
import { compileEventRule } from '../../functions/alarming/core/rule/compile-event-rule.ts';
import { hits } from '../../functions/alarming/core/decision/hits.ts';
import { loads } from '../../functions/platform/core/python-json.ts';
import { readNotification } from '../../functions/events/core/read-notification.ts';
import { eventText, glob, rule, traitCondition } from '../events/support/notification-arbitrary.ts';
import { ask, isInstalled } from './support/oracle.ts';

const ruler = fileURLToPath(new URL('ruler/', import.meta.url));
const libraries = fileURLToPath(new URL('../../.local/ruler', import.meta.url));
const seed = 7;

interface Pair {
  readonly rule: EventRule;
  readonly event: string;
  readonly pattern: ReturnType<typeof compileEventRule>;
  readonly entry: { readonly source: string; readonly detail: ReturnType<typeof toBusDetail> };
  readonly hit: boolean;
}

function pairOf([eventRule, event]: readonly [EventRule, string]): Pair {
  const reading = readNotification(loads(event));
  if (reading.kind === 'refused') throw new Error(reading.reason);
  return {
    rule: eventRule,
    event,
    pattern: compileEventRule(eventRule, 'p1'),
    entry: { source: busSource, detail: toBusDetail(reading.notification, 'a1') },
    hit: hits(eventRule, reading.notification),
  };
}

/** Rules of every kind, and rules with only one condition or only a glob. */
const rules = fc.oneof(
  rule,
  traitCondition.map((condition): EventRule => ({ eventType: '*', query: [condition] })),
  glob.map((eventType): EventRule => ({ eventType, query: [] })),
);
const sample = (numRuns: number): readonly Pair[] =>
  fc.sample(fc.tuple(rules, eventText), { numRuns, seed }).map(pairOf);

const shownOf = ({ rule: eventRule, event, pattern }: Pair) => ({
  rule: eventRule,
  event,
  pattern,
});

/** Prints how many hits are needless because a pattern is wider than its rule. */
function report(name: string, pairs: readonly Pair[], answers: readonly unknown[]) {
  const matched = answers.filter((answer) => answer === true).length;
  const needless = pairs.filter((pair, i) => answers[i] === true && !pair.hit).length;
  const share = ((100 * needless) / Math.max(1, matched)).toFixed(1);
  console.log(
    `${name}: ${matched} of ${pairs.length} events hit a rule, ${needless} of them needlessly (${share} %)`,
  );
}

const hasRuler = isInstalled('java', '-version') && isInstalled('mvn', '--version');

describe.skipIf(!hasRuler)("AWS's own matcher (needs java and mvn)", () => {
  beforeAll(() => {
    const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
    execFileSync('mvn', ['-q', '-B', '-f', ruler, goal, `-DoutputDirectory=${libraries}`]);
  });

  test('takes every compiled pattern and misses no hit', async () => {
    const pairs = sample(20_000);
    const answers = await ask(
      ['java', '-cp', `${libraries}/*`, `${ruler}Match.java`],
      pairs.map(({ pattern, entry }) => ({
        pattern: JSON.stringify(pattern),
        event: JSON.stringify(entry),
      })),
    );
    report("AWS's matcher", pairs, answers);
    const refused = pairs.filter((_, i) => typeof answers[i] !== 'boolean');
    const missed = pairs.filter((pair, i) => pair.hit && answers[i] !== true);
    const unlikeOurs = pairs.filter(
      ({ pattern, entry }, i) => matchesPattern(pattern, entry) !== answers[i],
    );
    expect(refused.slice(0, 3).map(shownOf)).toEqual([]);
    expect(missed.slice(0, 3).map(shownOf)).toEqual([]);
    expect(unlikeOurs.slice(0, 3).map(shownOf)).toEqual([]);
  });
});

describe.skipIf(!process.env['AWS_ENDPOINT_URL'])("the emulator's TestEventPattern", () => {
  test('takes every compiled pattern and misses no hit', async () => {
    const client = new EventBridgeClient({ region: 'us-east-1' });
    const pairs = sample(600);
    const answers: unknown[] = [];
    for (const { pattern, entry } of pairs) {
      const Event = JSON.stringify({
        ...entry,
        id: 'e1',
        'detail-type': busDetailType,
        account: '000000000000',
        time: '2026-11-23T00:00:00Z',
        region: 'us-east-1',
        resources: [],
      });
      const question = new TestEventPatternCommand({
        EventPattern: JSON.stringify(pattern),
        Event,
      });
      // oxlint-disable-next-line no-await-in-loop -- one call at a time spares the shared emulator
      answers.push((await client.send(question)).Result);
    }
    report('The emulator', pairs, answers);
    const missed = pairs.filter((pair, i) => pair.hit && answers[i] !== true);
    expect(missed.slice(0, 3).map(shownOf)).toEqual([]);
  });
});

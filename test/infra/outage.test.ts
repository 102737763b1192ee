import { describe, expect, test } from 'vitest';
import { after } from '../../functions/platform/core/instant.ts';
import type { ConsumerName } from '../../infra/constructs/queue-consumer.ts';
import { standingClock } from '../support/clock.ts';
import { silentLog } from '../support/silent-log.ts';
import { consumers } from './outage/consumers.ts';
import { type Dependency, outages } from './outage/outage.ts';
import { queueSimulation, type QueueSettings } from './outage/queue-simulation.ts';
import { deploymentOf, everySource, synthesize } from './support.ts';

const { lambdas, ofType, resources } = synthesize(deploymentOf(everySource));

/** What the template says about the queue that a Lambda consumes. */
function queueOf(consumer: ConsumerName): QueueSettings {
  const source = ofType('AWS::Lambda::EventSourceMapping').find(
    ({ properties }) => properties['FunctionName'].Ref === lambdas.get(consumer)!.id,
  )!;
  const [id] = source.properties['EventSourceArn']['Fn::GetAtt'];
  const { properties } = resources.find((resource) => resource.id === id)!;
  return {
    visibilitySeconds: properties['VisibilityTimeout'],
    maximumReceives: properties['RedrivePolicy'].maxReceiveCount,
  };
}

/**
 * Messages that come during an outage of this many seconds, twelve at regular intervals, and what has
 * become of them three hours later.
 */
async function afterOutage(consumer: ConsumerName, down: Dependency, seconds: number) {
  const clock = standingClock();
  const outage = outages();
  const queue = queueSimulation(queueOf(consumer), clock);
  const postponing = outage.exposed(queue.ports, { SQS: ['postpone', 'putAside'] });
  const scenario = consumers[consumer](outage, { clock, log: silentLog, ...postponing });
  const expected: string[] = [];
  const end = after(clock.now(), seconds);
  const isThrottled = () => outage.state.down === 'Lambda';
  while (clock.now() < end) {
    outage.state.down = undefined;
    // oxlint-disable-next-line no-await-in-loop -- one message after the other
    const { message, effects } = await scenario.next();
    expected.push(...effects);
    queue.send(message);
    outage.state.down = down;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await queue.run(scenario.handler, after(clock.now(), seconds / 12), isThrottled);
  }
  outage.state.down = undefined;
  await queue.run(scenario.handler, after(end, 3 * 3600), isThrottled);
  return { left: queue.length, aside: queue.aside, effects: await scenario.effects(), expected };
}

const dependencies: readonly Dependency[] = [
  'DynamoDB',
  'EventBridge',
  'IAM',
  'Invoke',
  'Lambda',
  'S3',
  'Secrets Manager',
  'SQS',
];
const names = [
  'evaluator',
  'notifier',
  'executor',
  'provisioner',
  'account-events',
  'account-metrics',
  'archiver',
  'backtester',
  'replayer',
] as const satisfies readonly ConsumerName[];

describe.each(names)('the %s', (consumer) => {
  test.each(dependencies)(
    'loses nothing, and puts nothing aside, in an hour without %s',
    async (down) => {
      const { left, aside, effects, expected } = await afterOutage(consumer, down, 3600);
      expect(aside).toEqual([]);
      expect(left).toBe(0);
      expect(expected).not.toHaveLength(0);
      expect(new Set(effects)).toEqual(new Set(expected));
    },
  );

  test('does not wait for hours to notice that a dependency is back after a minute', async () => {
    const { left, effects, expected } = await afterOutage(consumer, 'DynamoDB', 60);
    expect([left, new Set(effects)]).toEqual([0, new Set(expected)]);
  });
});

test('a day without a dependency puts messages aside, where they can be moved back from', async () => {
  const { aside, left, expected } = await afterOutage('evaluator', 'DynamoDB', 86_400);
  expect(aside.length).toBeGreaterThan(0);
  expect(aside.length + left).toBeLessThanOrEqual(expected.length);
});

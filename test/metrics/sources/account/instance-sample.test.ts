import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountMetricNames } from '../../../../functions/contract/account-metrics.ts';
import {
  requestsOf,
  sampleOf,
} from '../../../../functions/metrics/sources/account/core/instance-sample.ts';
import {
  attributesOf,
  instanceType,
} from '../../../../functions/metrics/sources/account/core/instance-type.ts';
import { anUpdate } from './an-update.ts';

describe('an update of a metric stream', () => {
  test.each([
    ['CPUUtilization', 'cpu_util', 12.5],
    ['NetworkIn', 'network.incoming.bytes.delta', 50],
    ['EBSReadOps', 'disk.read.requests.delta', 50],
    ['StatusCheckFailed', 'status_check_failed', 30],
  ])('of %s is a measure of %s', (name, metric, value) => {
    const update = anUpdate({
      metric_name: name,
      value: { count: 4, sum: 50, min: 1, max: 30 },
    });
    expect(sampleOf(update)).toMatchObject({
      account: '123456789012',
      region: 'eu-west-1',
      instanceId: 'i-0123456789abcdef0',
      metric,
      // The beginning of the period, in microseconds.
      point: { time: 1_795_773_600_000_000, value },
    });
  });

  test('of any metric that a deployment may name becomes a measure, each of a name of its own', () => {
    const metrics = accountMetricNames.map(
      (name) => sampleOf(anUpdate({ metric_name: name }))?.metric,
    );
    expect(metrics).not.toContain(undefined);
    expect(new Set(metrics).size).toBe(accountMetricNames.length);
  });

  test.each([
    ['another service', { namespace: 'AWS/RDS' }],
    ['another metric', { metric_name: 'CPUCreditBalance' }],
    ['an image', { dimensions: { ImageId: 'ami-1' } }],
    ['an Auto Scaling group', { dimensions: { AutoScalingGroupName: 'web' } }],
    ['an instance in a group', { dimensions: { InstanceId: 'i-0a', AutoScalingGroupName: 'w' } }],
    ['an id that is none', { dimensions: { InstanceId: '../x' } }],
    ['a period without samples', { value: { count: 0, sum: 0, min: 0, max: 0 } }],
  ])('of %s is none', (_, over) => {
    expect(sampleOf(anUpdate(over))).toBeUndefined();
  });
});

const made = (all: readonly { instance: number; metric: string; minute: number }[]) =>
  all.flatMap(
    ({ instance, metric, minute }) =>
      sampleOf(
        anUpdate({
          metric_name: metric,
          dimensions: { InstanceId: `i-${instance.toString(16)}` },
          timestamp: minute * 60_000,
        }),
      ) ?? [],
  );

const texts = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).toSorted();

describe('requests', () => {
  const samples = fc.array(
    fc.record({
      instance: fc.integer({ min: 0, max: 120 }),
      metric: fc.constantFrom('CPUUtilization', 'NetworkIn'),
      minute: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 300 },
  );
  test('law: hold every sample once, of one metric and at most 50 instances each', () => {
    fc.assert(
      fc.property(samples, (all) => {
        const given = made(all);
        const requests = requestsOf(given);
        expect(texts(requests.flat(2))).toEqual(texts(given));
        for (const request of requests) {
          expect(new Set(request.flat().map(({ metric }) => metric)).size).toBe(1);
          expect(new Set(request.flat().map(({ instanceId }) => instanceId)).size).toBe(
            request.length,
          );
          expect(request.length).toBeLessThanOrEqual(50);
        }
      }),
    );
  });

  test('law: are of the same metrics in whatever order the updates come, so that they share a row again', () => {
    fc.assert(
      fc.property(samples, (all) => {
        const series = (given: typeof all) =>
          requestsOf(made(given)).map((request) =>
            request.map(([sample]) => [sample?.metric, sample?.instanceId]),
          );
        expect(series(all.toReversed())).toEqual(series(all));
      }),
    );
  });
});

test('a resource has the texts that its type requires, those that nobody knows empty', () => {
  const required = {
    type: 'string',
    minLength: 0,
    maxLength: 255,
    required: true,
    since: 1,
  } as const;
  const sample = sampleOf(anUpdate());
  if (!sample) throw new Error('no sample');
  const known = { display_name: 'i-0123456789abcdef0', host: 'eu-west-1/123456789012' };
  expect(attributesOf(instanceType, sample)).toEqual(known);
  const attributes = {
    ...instanceType.attributes,
    flavor_id: required,
    image_ref: { ...required, required: false },
  };
  expect(attributesOf({ ...instanceType, attributes }, sample)).toEqual({
    ...known,
    flavor_id: '',
  });
});

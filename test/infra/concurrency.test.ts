import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundsFor } from '../../functions/contract/concurrency.ts';
import { deploymentOf, rightsOf, synthesize } from './support.ts';

describe('the bounds of an account', () => {
  const accounts = fc.integer({ min: 10, max: 20_000 });

  test('leave room for the APIs: executors and the functions they wait for take at most 60 %', () => {
    fc.assert(
      fc.property(accounts, (account) => {
        const { executions, executionsPerExecutor } = boundsFor(account);
        expect(executions * (1 + executionsPerExecutor)).toBeLessThanOrEqual(account * 0.6);
      }),
    );
  });

  test('are what AWS accepts', () => {
    fc.assert(
      fc.property(accounts, (account) => {
        const { hits, deliveries, executions, executionsPerExecutor } = boundsFor(account);
        for (const each of [hits, deliveries, executions]) {
          expect(each).toBeGreaterThanOrEqual(2);
          expect(each).toBeLessThanOrEqual(1000);
        }
        expect(executionsPerExecutor).toBeGreaterThanOrEqual(1);
        expect(executionsPerExecutor).toBeLessThanOrEqual(10);
      }),
    );
  });

  test('no project may have more than half of what runs, or ten', () => {
    fc.assert(
      fc.property(accounts, (account) => {
        const bounds = boundsFor(account);
        const all = bounds.executions * bounds.executionsPerExecutor;
        expect(bounds.concurrentExecutions).toBeLessThanOrEqual(Math.max(10, all / 2));
      }),
    );
  });

  test.each([
    [10, [2, 2, 2, 2]],
    [100, [2, 5, 10, 2]],
    [1000, [10, 54, 10, 10]],
  ])(
    'with %i concurrent Lambdas: hits, executors, executions of each, deliveries',
    (account, all) => {
      const { hits, executions, executionsPerExecutor, deliveries } = boundsFor(account);
      expect([hits, executions, executionsPerExecutor, deliveries]).toEqual(all);
    },
  );
});

const limitsIn = (deployed: ReturnType<typeof synthesize>, entry: 'engine' | 'webhook') =>
  deployed.lambdas.get(entry)!.properties['Environment'].Variables['PROJECT_LIMITS'];
const sourceOf = (deployed: ReturnType<typeof synthesize>) =>
  deployed
    .ofType('AWS::Lambda::EventSourceMapping')
    .find(
      ({ properties }) => properties['FunctionName'].Ref === deployed.lambdas.get('executor')!.id,
    )!.properties;

describe('a deployment', () => {
  const asked = synthesize(deploymentOf({}));

  test('asks the account and is bound by the answer', () => {
    const { id } = asked
      .ofType('AWS::CloudFormation::CustomResource')
      .find((resource) => resource.id.startsWith('Concurrency'))!;
    expect(sourceOf(asked)['ScalingConfig'].MaximumConcurrency).toEqual({
      'Fn::GetAtt': [id, 'executions'],
    });
    expect(sourceOf(asked)['BatchSize']).toEqual({ 'Fn::GetAtt': [id, 'executionsPerExecutor'] });
    expect(JSON.stringify(limitsIn(asked, 'webhook'))).toContain('concurrentExecutions');
  });

  test('may ask for nothing else', () => {
    const actions = rightsOf(asked, 'account-concurrency').flatMap((right) => right.actions);
    expect(actions.filter((action) => !action.startsWith('logs:'))).toEqual([
      'lambda:GetAccountSettings',
    ]);
  });

  test('does not ask what the settings say', () => {
    const told = synthesize(deploymentOf({ concurrency: { account: 10 } }));
    expect([...told.lambdas.keys()]).not.toContain('account-concurrency');
    expect(sourceOf(told)['ScalingConfig'].MaximumConcurrency).toBe(2);
    expect(sourceOf(told)['BatchSize']).toBe(2);
    expect(JSON.parse(limitsIn(told, 'engine'))).toMatchObject({
      concurrentExecutions: 10,
      synchronousExecutions: 1,
    });
  });

  test('settings go before what is derived', () => {
    const told = synthesize(
      deploymentOf({
        concurrency: { executions: 80 },
        projectLimits: { concurrentExecutions: 7, synchronousExecutions: 3 },
      }),
    );
    expect(sourceOf(told)['ScalingConfig'].MaximumConcurrency).toBe(80);
    expect(JSON.parse(limitsIn(told, 'webhook'))).toMatchObject({
      concurrentExecutions: 7,
      synchronousExecutions: 3,
    });
  });
});

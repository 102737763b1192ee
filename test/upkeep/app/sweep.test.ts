import { describe, expect, test } from 'vitest';
import { alarmingUpkeep } from '../../../functions/alarming/app/upkeep.ts';
import { engineUpkeep } from '../../../functions/engine/app/upkeep.ts';
import { sweep } from '../../../functions/upkeep/app/sweep.ts';
import type { ExecutionMessage, ProvisioningMessage } from '../../../functions/contract/message.ts';
import type { AlarmStore } from '../../../functions/alarming/ports.ts';
import type {
  AlarmRules,
  RulePlaces,
  RuleReviews,
  RuleSync,
} from '../../../functions/alarming/rule-ports.ts';
import type {
  ExecutionAttempts,
  ExecutionStore,
} from '../../../functions/engine/execution-ports.ts';
import type {
  AliasStore,
  VersionPublications,
  VersionScaling,
  VersionStore,
} from '../../../functions/engine/version-ports.ts';
import type {
  FunctionReviews,
  FunctionRevisions,
  FunctionStore,
  JobStore,
} from '../../../functions/engine/ports.ts';
import type { Ids } from '../../../functions/platform/ports.ts';
import { deliveryOf, start } from '../../alarming/support/delivery.ts';
import { deliveryWorld } from '../../alarming/support/delivery-world.ts';
import { partial } from '../../support/partial.ts';

const outage = () => Promise.reject(new Error('outage'));

type Ports = Parameters<typeof alarmingUpkeep>[0] & Parameters<typeof engineUpkeep>[0];

const sweepAll = (ports: Ports) =>
  sweep(ports, { ...engineUpkeep(ports), ...alarmingUpkeep(ports) });

/** A due execution, a due function and a due delivery, on ports that record what is sent. */
async function sweepWorld() {
  const world = deliveryWorld();
  const executions: ExecutionMessage[] = [];
  const functions: ProvisioningMessage[] = [];
  const delivery = deliveryOf({ dueAt: start, attempt: 4 });
  await world.deliveries.put(delivery);
  const ports = {
    ...world.ports,
    executions: partial<ExecutionStore>({}),
    executionReviews: { begin: async () => undefined, end: async () => {} },
    attempts: partial<ExecutionAttempts>({
      due: async () => [
        { key: { projectId: 'project', id: 'execution' }, dueAt: start, row: ['p', 'execution'] },
      ],
      lookAgain: async () => {},
    }),
    executionQueue: {
      async send(messages: readonly ExecutionMessage[]) {
        executions.push(...messages);
      },
    },
    functions: partial<FunctionStore>({}),
    revisions: partial<FunctionRevisions>({
      due: async () => [
        { key: { projectId: 'project', functionId: 'function' }, dueAt: start, row: ['p', 'f'] },
      ],
      lookAgain: async () => {},
    }),
    reviews: partial<FunctionReviews>({ isDue: async () => false, expectReady: async () => {} }),
    versions: partial<VersionStore>({}),
    publications: partial<VersionPublications>({ due: async () => [] }),
    scaling: partial<VersionScaling>({}),
    jobs: partial<JobStore>({ due: async () => [] }),
    aliases: partial<AliasStore>({}),
    ids: partial<Ids>({}),
    provisioningQueue: {
      async send(message: ProvisioningMessage) {
        functions.push(message);
      },
    },
    deployedFunctions: { list: async () => [] },
    alarms: partial<AlarmStore>({}),
    alarmRules: partial<AlarmRules>({}),
    rulePlaces: partial<RulePlaces>({}),
    ruleReviews: partial<RuleReviews>({
      last: async () => ({ deployment: 'stack', nextAt: '9999', format: 1 }),
    }),
    ruleSync: partial<RuleSync>({ unsynced: async () => [] }),
    settings: { deployment: 'stack', ruleLimit: 300 },
  };
  return {
    ports,
    executions,
    functions,
    delivery,
    logged: world.logged,
    queue: world.queue,
    deliveries: world.deliveries,
  };
}

describe('a sweep', () => {
  test('sends what is due to its queue and logs how much', async () => {
    const world = await sweepWorld();
    await sweepAll(world.ports);
    expect(world.executions).toEqual([
      { v: 1, kind: 'recorded', projectId: 'project', executionId: 'execution' },
    ]);
    expect(world.functions).toEqual([{ v: 1, projectId: 'project', functionId: 'function' }]);
    expect(world.queue.sent).toMatchObject([
      { delaySeconds: 0, message: { attempt: 5, actions: [{ url: world.delivery.url }] } },
    ]);
    expect(world.logged.map(({ fields }) => fields)).toEqual(
      expect.arrayContaining([
        { part: 'engine', executions: 1, functions: 1 },
        { part: 'jobs', ahead: 0, runs: 0 },
        { part: 'rules', rules: 0 },
        { part: 'review', mended: 0, left: 0 },
        { part: 'functions', missing: 0, outdated: 0, left: 0, backlog: 1 },
        { part: 'deliveries', deliveries: 1 },
      ]),
    );
  });

  test('sends a delivery once, however often it runs', async () => {
    const world = await sweepWorld();
    await Promise.all([sweepAll(world.ports), sweepAll(world.ports)]);
    await sweepAll(world.ports);
    expect(world.queue.sent).toHaveLength(1);
  });

  test.each([
    ['executions', { attempts: partial<ExecutionAttempts>({ due: outage }) }],
    ['functions', { revisions: partial<FunctionRevisions>({ due: outage }) }],
    ['rules', { ruleSync: partial<RuleSync>({ unsynced: outage }) }],
    ['review', { ruleReviews: partial<RuleReviews>({ last: outage }) }],
    ['deliveries', { deliveryQueue: { send: outage } }],
  ])('runs the other parts if %s fail, and then fails', async (part, failing) => {
    const world = await sweepWorld();
    await expect(sweepAll({ ...world.ports, ...failing })).rejects.toThrow(AggregateError);
    expect({
      executions: world.executions.length,
      functions: world.functions.length,
      rules: 1,
      deliveries: world.queue.sent.length,
    }).toEqual({
      executions: 1,
      functions: 1,
      rules: 1,
      deliveries: 1,
      ...(part !== 'rules' && part !== 'review' && { [part]: 0 }),
    });
  });

  test('a delivery that could not be sent is due again later', async () => {
    const world = await sweepWorld();
    await expect(sweepAll({ ...world.ports, deliveryQueue: { send: outage } })).rejects.toThrow(
      'sweep incomplete',
    );
    world.ports.clock.set('2026-11-23T10:06:00.000000Z');
    await sweepAll(world.ports);
    expect(world.queue.sent).toHaveLength(1);
  });
});

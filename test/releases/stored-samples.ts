import { aChange, aFiring, aMeasured, anAlarm } from '../alarming/support/alarm.ts';
import { aBacktest } from '../alarming/support/backtest.ts';
import { aReplay } from '../alarming/support/replay.ts';
import { deliveryOf } from '../alarming/support/delivery.ts';
import {
  aFunction,
  aJob,
  anAlias,
  anExecution,
  aRuntime,
  aVersion,
  aWebhook,
} from '../engine/support/engine-builders.ts';
import { dueKeys } from '../engine/support/due-keys.ts';
import type { Transition } from '../../functions/alarming/core/decision/transition.ts';
import { nodeIds } from '../../functions/platform/node/ids.ts';
import { sampledAt, type Stores } from './stores.ts';

const id = (name: string) => nodeIds.derivedAt(sampledAt, name);
const long = JSON.stringify({ text: 'a text too long for a row '.repeat(20) });

const fn = aFunction({
  id: id('function'),
  name: 'sample',
  secrets: [{ name: 'TOKEN', sealed: 'sealed', bytes: 12 }],
});
const version = aVersion(fn, { id: id('version') });
const running = anExecution({
  id: id('running'),
  counted: true,
  input: { text: long },
  functionId: fn.id,
});
const begun = anExecution({
  id: id('begun'),
  input: { text: long },
  attempt: 1,
  functionId: fn.id,
});
const ended = {
  ...begun,
  status: 'success' as const,
  result: { text: `{"output": ${long}, "duration": 0.084}` },
  log: { key: 'payloads/executions/demo/some/log' },
  environment: '0123456789abcdef',
  updatedAt: sampledAt,
};
const event = {
  eventType: 'compute.*',
  query: [{ field: 'traits.a', op: 'eq', type: '', value: '1' }],
} as const;
const alarm = anAlarm({ id: id('alarm'), rule: { type: 'event', event } });
const change = aChange(alarm, { eventId: id('creation'), at: sampledAt });
const firing = aFiring(alarm, { id: id('firing'), at: sampledAt });
const measured = aMeasured(alarm, { id: id('measured'), at: sampledAt });
const idleHit = {
  id: id('hit'),
  projectId: alarm.projectId,
  alarmId: alarm.id,
  messageId: 'm2',
  acceptanceId: 'a2',
  arming: 1,
  reason: { kind: 'counted', transitionId: firing.id } as const,
  at: sampledAt,
};
const backtest = aBacktest({ id: id('backtest'), alarm });
const replay = aReplay({ id: id('replay') });
const delivery = deliveryOf({
  id: id('delivery'),
  projectId: 'p1',
  dueAt: sampledAt,
  body: { text: long },
});
const sharer = {
  alarmId: alarm.id,
  projectId: alarm.projectId,
  version: 1,
  rule: { event, projectId: alarm.projectId, enabled: true },
};
const signing = { projectId: 'p1', generation: 1, enabled: true, previousUntil: null, version: 1 };
const user = {
  id: 'u1',
  name: 'demo',
  enabled: true,
  passwordHash: 'hash',
  defaultProjectId: null,
};
const project = { id: 'p1', name: 'demo', description: '', enabled: true };
const credential = {
  id: 'c1',
  name: 'ci',
  description: null,
  userId: 'u1',
  projectId: 'p1',
  roles: ['member' as const],
  secretHash: 'hash',
  expiresAt: null,
  unrestricted: false,
  createdAt: sampledAt,
};
const trust = {
  id: 't1',
  userId: 'u1',
  projectId: 'p1',
  roles: ['member' as const],
  createdAt: sampledAt,
};
const revocation = {
  subject: 'user' as const,
  id: 'u1',
  issuedBefore: '2096-11-23T10:00:00.000000Z',
  forgetAt: '2096-11-24T10:00:00.000000Z',
};

/** Writes one row of each kind. */
export async function writeSamples(stores: Stores): Promise<void> {
  const { identity } = stores;
  await stores.functions.create(fn);
  await stores.versions.create(version, { revision: fn.revision, latestVersion: 0 });
  await stores.executionCounts.add({ projectId: 'demo', id: fn.id });
  await stores.reviews.schedule('a deployment', sampledAt);
  await stores.runtimes.put(aRuntime({ id: id('runtime') }));
  await stores.aliases.create(anAlias({ id: id('alias'), functionId: fn.id }));
  await stores.jobs.create(aJob({ id: id('job'), functionId: fn.id }));
  await stores.webhooks.create(aWebhook({ id: id('webhook'), functionId: fn.id }));
  await stores.executions.create(running);
  await stores.executions.create(begun);
  await stores.attempts.finish(ended);
  await stores.executionReviews.end({ until: sampledAt, lost: [] });
  await stores.alarms.create(alarm, change);
  await stores.alarmQuotas.set('p1', 7);
  await stores.transitions.commit(firing);
  await stores.transitions.commit(measured);
  await stores.hitRecords.addIdle(idleHit);
  await stores.backtests.create(backtest, 2);
  await stores.backtests.putPart(backtest, 'one', { text: long });
  await stores.replays.create(replay);
  await stores.deliveries.put(delivery);
  await stores.deliverySignings.put(signing);
  await stores.rulePlaces.take({ id: 'own', projectId: 'p1' }, 10);
  await stores.rulePlaces.share(sharer);
  await stores.ruleReviews.record({ deployment: 'a deployment', nextAt: sampledAt });
  await identity.users.put(user);
  await identity.projects.put(project);
  await identity.assignments.put({ userId: 'u1', projectId: 'p1', roles: ['member'] });
  await identity.applicationCredentials.create(credential);
  await identity.trusts.put(trust);
  await identity.revocations.put(revocation);
  await identity.publicKeys.put({ id: 'k1', jwk: { kty: 'OKP' } });
  await identity.seedRecords.put({ what: 'user demo' });
}

const later = '2026-11-23T09:00:00.000000Z';
const page = { limit: 10 };

/** A firing in the words of release 0.2.0. */
function asFiring({ from, trigger, ...rest }: Transition) {
  if (trigger.kind !== 'event') throw new Error('not a firing');
  const { messageId, acceptanceId } = trigger;
  return { ...rest, messageId, acceptanceId, previous: from };
}

/** Everything that the ports read of the samples, by key, by list and by due time. */
export async function readSamples(stores: Stores): Promise<Readonly<Record<string, unknown>>> {
  const { identity } = stores;
  return {
    functions: await stores.functions.list('demo'),
    foundFunction: await stores.functions.find(fn.id),
    dueFunctions: await dueKeys(stores.revisions, later),
    versions: await stores.versions.list({ projectId: 'demo', functionId: fn.id }),
    dueVersions: await dueKeys(stores.publications, later),
    executionCount: [...(await stores.executionCounts.of('demo', [fn.id]))],
    isReviewDue: await stores.reviews.isDue('a deployment', '2026-11-23T07:00:00.000000Z'),
    runtimes: await stores.runtimes.get(id('runtime')),
    aliases: await stores.aliases.list('demo'),
    jobs: await stores.jobs.list('demo'),
    dueJobs: await dueKeys(stores.jobs, later),
    webhooks: await stores.webhooks.list('demo'),
    resolvedWebhook: await stores.webhooks.resolve(id('webhook')),
    executions: await stores.executions.list('demo', page),
    runningExecution: await stores.executions.get('demo', running.id),
    endedExecution: await stores.executions.find(ended.id),
    executionUsage: await stores.executions.usage('demo'),
    dueExecutions: await dueKeys(stores.attempts, later),
    executionReview: await stores.executionReviews.begin('2026-11-23T11:00:00.000000Z'),
    alarms: await stores.alarms.list('p1'),
    allAlarms: await stores.alarms.listAll(),
    foundAlarm: await stores.alarms.find(alarm.id),
    alarmQuota: await stores.alarmQuotas.get('p1'),
    history: await stores.alarmHistory.list('p1', page),
    firings: (await stores.transitions.list('p1', alarm.id, firing.trigger)).map(asFiring),
    transitions: await stores.transitions.list('p1', alarm.id, firing.trigger),
    hits: await stores.hitRecords.ofMessage('p1', 'm1', 10),
    idleHits: await stores.hitRecords.listIdle('p1', page),
    backtest: await stores.backtests.get('p1', backtest.id),
    'part of a backtest': await stores.backtests.getPart(backtest, 'one'),
    replay: await stores.replays.get('p1', replay.id),
    replays: await stores.replays.list('p1', 10),
    delivery: await stores.deliveries.get('p1', delivery.id),
    signing: await stores.deliverySignings.get('p1'),
    places: (await stores.rulePlaces.list()).toSorted((a, b) => (a.alarmId < b.alarmId ? -1 : 1)),
    ruleReview: await stores.ruleReviews.last(),
    users: await identity.users.list(),
    userByName: await identity.users.byName('demo'),
    projects: await identity.projects.list(),
    assignments: await identity.assignments.ofUser('u1'),
    credential: await identity.applicationCredentials.get('c1'),
    credentials: await identity.applicationCredentials.ofUser('u1'),
    trust: await identity.trusts.get('t1'),
    revocations: await identity.revocations.list(),
    publicKeys: await identity.publicKeys.list(),
    seedRecords: await identity.seedRecords.list(),
  };
}

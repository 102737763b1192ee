import type { SQSHandler } from 'aws-lambda';
import { accountMetricsMessage } from '../../../functions/contract/account-metrics.ts';
import { seriesFinder } from '../../../functions/metrics/app/measures/find-series.ts';
import { watchedLooker } from '../../../functions/metrics/app/measures/look-at-watched.ts';
import { uuid5 } from '../../../functions/metrics/http/uuid5.ts';
import { acceptAccountMetrics } from '../../../functions/metrics/sources/account/app/accept-account-metrics.ts';
import { memoryMeasureStores } from '../../fakes/measure-stores.ts';
import { memoryIndex } from '../../fakes/metric-index.ts';
import { anUpdate, objectOf } from '../../metrics/sources/account/an-update.ts';
import { accountEventMessage } from '../../../functions/contract/account-events.ts';
import { eventStorage } from '../../../functions/contract/event-storage.ts';
import { acceptEvents } from '../../../functions/events/app/accept-events.ts';
import { eventArchiver } from '../../../functions/events/app/log/archive-events.ts';
import { readArrival } from '../../../functions/events/app/log/read-arrival.ts';
import { hourOf } from '../../../functions/events/core/log/log-hour.ts';
import { batching } from '../../../functions/platform/aws/batching.ts';
import { after } from '../../../functions/platform/core/instant.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';
import { memoryEventLog } from '../../fakes/event-log.ts';
import { memoryEventRecords } from '../../fakes/event-records.ts';
import {
  archiveMessage,
  backtestMessage,
  deliveryMessage,
  executionMessage,
  hitMessage,
  provisioningMessage,
  replayMessage,
} from '../../../functions/contract/message.ts';
import { lookMessage } from '../../../functions/contract/look-message.ts';
import type { ConsumerName } from '../../../infra/constructs/queue-consumer.ts';
import { createBacktest } from '../../../functions/alarming/app/backtest/create-backtest.ts';
import { continueBacktest } from '../../../functions/alarming/app/backtest/continue-backtest.ts';
import { createReplay } from '../../../functions/alarming/app/replay/create-replay.ts';
import { continueReplay } from '../../../functions/alarming/app/replay/run-replay.ts';
import { deliverActions } from '../../../functions/alarming/app/deliveries/deliver-actions.ts';
import { lookAtAlarm } from '../../../functions/alarming/app/looks/look-at-alarm.ts';
import { evaluateHit } from '../../../functions/alarming/app/decisions/evaluate-hit.ts';
import { handleExecutionMessage } from '../../../functions/engine/app/executions/handle-execution-message.ts';
import { provisionFunction } from '../../../functions/engine/app/provisioning/provision-function.ts';
import { acceptAccountEvent } from '../../../functions/events/sources/account/app/accept-account-event.ts';
import { type QueuePorts, queueConsumer } from '../../../functions/platform/aws/queue-consumer.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { returning } from '../../fakes/function-runner.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { cpuRule, lookWorld } from '../../alarming/support/look-world.ts';
import { deliveryWorld } from '../../alarming/support/delivery-world.ts';
import { messageOf } from '../../alarming/support/delivery.ts';
import { storyWorld } from '../../alarming/support/story-world.ts';
import { backtestWorld } from '../../alarming/support/backtest-world.ts';
import { anAlarm } from '../../alarming/support/alarm.ts';
import { aFunction } from '../../engine/support/engine-builders.ts';
import { executionWorld } from '../../engine/support/execution-world.ts';
import { provisioningPorts } from '../../engine/support/provisioning-ports.ts';
import { instanceStateChange } from '../../events/support/account-events.ts';
import { anEvent, ceilometer, eventWorld, webhookUrl } from '../../events/support/event-world.ts';
import { recordingBus } from '../../events/support/recording-bus.ts';
import type { outages } from './outage.ts';

/** A consumer over memory, its next message, and what it has done so far. */
export interface Scenario {
  readonly handler: SQSHandler;
  /** The next message and what it must lead to, once. */
  next(): Promise<{ readonly message: unknown; readonly effects: readonly string[] }>;
  effects(): Promise<readonly string[]>;
}

type Outage = ReturnType<typeof outages>;
type Build = (outage: Outage, queue: QueuePorts) => Scenario;

const evaluator: Build = (outage, queue) => {
  const world = eventWorld();
  const ports = outage.exposed(world.ports, {
    DynamoDB: ['alarms', 'formerSharers', 'hitRecords', 'rulePlaces', 'transitions'],
    S3: ['payloads'],
    SQS: ['hitQueue', 'deliveryQueue', 'executionQueue'],
  });
  let count = 0;
  return {
    handler: queueConsumer(queue, hitMessage, (hit) => evaluateHit(ports, hit)),
    async next() {
      count += 1;
      const eventType = `type${count}`;
      const alarm = await world.add(
        anAlarm({
          rule: { type: 'event', event: { eventType, query: [] } },
          alarmActions: ['http://receiver.example/hook', webhookUrl],
        }),
      );
      const [message] = await world.hitsOf(anEvent({ id: `m${count}`, type: eventType }));
      const now = world.ports.clock.now();
      const firing = nodeIds.derivedAt(now, alarm.id, '1', `m${count}`);
      return { message, effects: [`${firing}/0`, nodeIds.derivedAt(now, firing, '1')] };
    },
    async effects() {
      const { deliveries, executions } = world.effects();
      return [...deliveries, ...executions];
    },
  };
};

const notifier: Build = (outage, queue) => {
  const world = deliveryWorld();
  const ports = outage.exposed(
    { ...world.ports, clock: queue.clock },
    {
      DynamoDB: ['deliveries', 'deliverySignings'],
      Invoke: ['trustTokens'],
      Lambda: ['trustTokens'],
      S3: ['payloads'],
      SQS: ['deliveryQueue'],
      'Secrets Manager': ['signer'],
    },
  );
  let count = 0;
  return {
    handler: queueConsumer(queue, deliveryMessage, (message) => deliverActions(ports, message)),
    async next() {
      count += 1;
      const trust = await world.ports.trustTokens.create('a token');
      const urls = [`http://receiver.example/${count}`, `http://taibai.example/v1/${count}`];
      const actions = messageOf(urls[0]!, urls[1]!.replace('http://', `trust+http://${trust}@`));
      const message = { ...actions, firingId: `f${count}`, body: { key: 'body' } };
      return { message, effects: urls };
    },
    effects: async () => world.posts.map(({ url }) => url),
  };
};

const executor: Build = (outage, queue) => {
  const notBegun = { kind: 'not-begun', detail: 'throttled, or not reached' } as const;
  const world = executionWorld((ask) =>
    outage.state.down === 'Invoke' ? notBegun : returning('"Hello, World"')(ask),
  );
  const ports = outage.exposed(
    { ...world.ports, clock: queue.clock },
    {
      DynamoDB: ['aliases', 'attempts', 'executions', 'functions', 'versions', 'webhooks'],
      Lambda: ['runner'],
      S3: ['payloads'],
    },
  );
  const ids: string[] = [];
  return {
    handler: queueConsumer(queue, executionMessage, async (message) => {
      const ran = await handleExecutionMessage(ports, message);
      return ran.kind === 'later' ? ran : undefined;
    }),
    async next() {
      const fn = await world.readyFunction();
      const input = { text: '{}' };
      const createdAt = queue.clock.now();
      const { execution, message } = await world.recorded(fn, { input, createdAt });
      ids.push(execution.id);
      return { message, effects: [`${execution.id} success`] };
    },
    effects: () =>
      Promise.all(ids.map(async (id) => `${id} ${(await world.ended(id)).status}`)).then((all) =>
        all.filter((each) => !each.endsWith('running')),
      ),
  };
};

const looker: Build = (outage, queue) => {
  const world = lookWorld();
  const ports = outage.exposed(world, {
    DynamoDB: ['alarms', 'looks', 'transitions'],
    S3: ['payloads'],
    SQS: ['deliveryQueue', 'executionQueue', 'lookQueue'],
  });
  return {
    handler: queueConsumer(queue, lookMessage, ({ projectId, alarmId, until }) =>
      lookAtAlarm(ports, { projectId, id: alarmId }, until),
    ),
    async next() {
      const alarm = await world.create({ rule: cpuRule({ evaluation_periods: 1 }) });
      await world.measure('cpu', [{ at: world.now(), value: 20 }]);
      const { projectId, id: alarmId } = alarm;
      const acceptedAt = world.clock.now();
      const message = { v: 1, projectId, alarmId, acceptedAt, from: 0, until: 0 };
      return { message, effects: [alarmId] };
    },
    effects: async () => world.sent.map(({ body }) => String(JSON.parse(body).alarm_id)),
  };
};

const provisioner: Build = (outage, queue) => {
  const world = provisioningPorts();
  const ports = outage.exposed(world.ports, {
    DynamoDB: ['functions', 'runtimes', 'versions'],
    Lambda: ['provisioner'],
  });
  return {
    handler: queueConsumer(queue, provisioningMessage, (message) =>
      provisionFunction(ports, message),
    ),
    async next() {
      const fn = aFunction();
      await world.ports.functions.create(fn);
      const message = { v: 1, projectId: fn.projectId, functionId: fn.id };
      return { message, effects: [fn.id] };
    },
    effects: async () => [...world.ports.provisioner.deployed.keys()],
  };
};

const accountEvents: Build = (outage, queue) => {
  const { bus, published } = recordingBus();
  const ports = outage.exposed(
    { bus, clock: queue.clock, payloads: memoryPayloadStore(), ids: nodeIds, log: queue.log },
    { EventBridge: ['bus'], S3: ['payloads'] },
  );
  let count = 0;
  return {
    handler: queueConsumer(queue, accountEventMessage, (message) =>
      acceptAccountEvent(ports, { '*': 'p1' }, message),
    ),
    async next() {
      count += 1;
      const message = { ...instanceStateChange('running'), id: `event${count}` };
      return { message, effects: [message.id] };
    },
    effects: async () => published.map(({ body = '' }) => /event\d+/.exec(body)?.[0] ?? body),
  };
};

const archiver: Build = (outage, queue) => {
  const payloads = memoryPayloadStore();
  const storage = eventStorage.parse({});
  const eventLog = memoryEventLog(queue.clock, payloads);
  const ports = outage.exposed(
    { ...memoryEventRecords(), clock: queue.clock, eventLog, log: queue.log, payloads },
    { DynamoDB: ['eventCounts', 'eventLog', 'eventSettings', 'eventTypes'], S3: ['payloads'] },
  );
  const archive = batching(eventArchiver({ ...ports, storage }), 100);
  let count = 0;
  return {
    handler: queueConsumer(queue, archiveMessage, async (message) => {
      await archive(await readArrival(ports, message));
    }),
    async next() {
      count += 1;
      const { bus, published } = recordingBus();
      const id = `m${count}`;
      await acceptEvents({ bus, clock: queue.clock, ids: nodeIds, payloads }, ceilometer, [
        loads(anEvent({ id })),
      ]);
      return { message: { time: queue.clock.now(), detail: published[0] }, effects: [id] };
    },
    effects: async () => [...eventLog.rows.values()].map(({ messageId }) => messageId),
  };
};

/** A message whose backtest a request has left to the queue: here the request counts far more events than there are. */
const backtester: Build = (outage, queue) => {
  const world = backtestWorld(queue.clock);
  const ports = outage.exposed(world.ports, {
    DynamoDB: ['alarmHistory', 'backtests', 'storedEvents', 'transitions'],
    S3: ['payloads'],
    SQS: ['backtestQueue'],
  });
  const begun: { readonly projectId: string; readonly id: string }[] = [];
  return {
    handler: queueConsumer(queue, backtestMessage, (message) => continueBacktest(ports, message)),
    async next() {
      // Only so many of a project run at once.
      const projectId = `p${begun.length}`;
      const hour = hourOf(after(queue.clock.now(), -3600));
      const stored = 30_000;
      world.ports.storedEvents.count(projectId, { hour, accepted: stored, stored, dropped: 0 });
      const caller = { ...world.caller, projectId };
      const { id } = await createBacktest(world.ports, caller, world.asking({}, { projectId }));
      begun.push({ projectId, id });
      return { message: world.queue.splice(0)[0], effects: [id] };
    },
    effects: async () => {
      const all = begun.map(({ projectId, id }) => world.ports.backtests.get(projectId, id));
      return (await Promise.all(all)).flatMap((each) => (each?.state === 'done' ? [each.id] : []));
    },
  };
};

/** A message for a replay of one event to one alarm, whose copies and lists an outage keeps. */
const replayer: Build = (outage, queue) => {
  const world = storyWorld();
  const ports = outage.exposed(
    { ...world.replayPorts, clock: queue.clock },
    {
      DynamoDB: ['alarms', 'replays', 'storedEvents'],
      S3: ['payloads'],
      SQS: ['executionQueue', 'hitQueue', 'replayQueue'],
      EventBridge: ['copyBus'],
    },
  );
  const caller = { userId: 'u1', projectId: 'p1', roles: ['member', 'reader'] } as const;
  let count = 0;
  return {
    handler: queueConsumer(queue, replayMessage, (message) => continueReplay(ports, message)),
    async next() {
      count += 1;
      const messageId = `m${count}`;
      world.storedEvents.add(
        {
          projectId: 'p1',
          at: queue.clock.now(),
          acceptance: nodeIds.ordered(queue.clock.now()),
          messageId,
          eventType: 'x',
        },
        anEvent({ id: messageId }),
      );
      await createReplay(
        { ...world.replayPorts, projectFunctions: { has: async () => true } },
        caller,
        {
          source: { kind: 'message', messageId },
          target: { kind: 'function', functionId: nodeIds.random(), noticeOf: null },
          mode: 'real',
          asNew: false,
          confirm: undefined,
          key: undefined,
        },
      );
      return { message: world.replayMessages.shift(), effects: [messageId] };
    },
    effects: async () =>
      world.ports.executionQueue.sent.flatMap((each) =>
        each.kind === 'replay' ? [each.cause.messageId ?? ''] : [],
      ),
  };
};

/** Each object is of another instance. What it leads to is a resource whose lane has a request. */
const accountMetrics: Build = (outage, queue) => {
  const objects = new Map<string, string>();
  const stores = { ...memoryIndex(), ...memoryMeasureStores() };
  const payloads = {
    async load(payload: { readonly key: string } | { readonly text: string }) {
      return ('key' in payload ? objects.get(payload.key) : undefined) ?? '';
    },
  };
  const exposed = outage.exposed(
    { ...stores, payloads, lookQueue: { async send() {} } },
    {
      DynamoDB: [
        'archives',
        'frames',
        'lanes',
        'metrics',
        'policies',
        'resources',
        'resourceTypes',
        'watchStore',
      ],
      S3: ['payloads'],
      SQS: ['lookQueue'],
    },
  );
  const found = { ...exposed, clock: queue.clock };
  const ports = {
    ...found,
    findSeries: seriesFinder(found),
    ids: nodeIds,
    log: queue.log,
    lookAtWatched: watchedLooker(found),
    sleep: async () => {},
    uuid5,
  };
  let count = 0;
  return {
    handler: queueConsumer(queue, accountMetricsMessage, (message) =>
      acceptAccountMetrics(ports, { '*': 'p1' }, message),
    ),
    async next() {
      count += 1;
      const instanceId = `i-${count.toString(16)}`;
      const key = `cloudwatch/updates/${count}`;
      objects.set(key, objectOf([anUpdate({ dimensions: { InstanceId: instanceId } })]));
      return { message: { detail: { object: { key } } }, effects: [instanceId] };
    },
    async effects() {
      const measured: string[] = [];
      for await (const page of stores.resources.list({ projectId: 'p1' }))
        for (const { originalId, metrics } of page) {
          const metricId = metrics.get('cpu_util') ?? '';
          const [lane = ''] = await stores.lanes.find([{ kind: 'metric', metricId }]);
          if ((await stores.frames.list(lane, undefined)).length > 0) measured.push(originalId);
        }
      return measured;
    },
  };
};

export const consumers: Readonly<Record<ConsumerName, Build>> = {
  evaluator,
  notifier,
  executor,
  looker,
  provisioner,
  'account-events': accountEvents,
  'account-metrics': accountMetrics,
  archiver,
  backtester,
  replayer,
};

import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeploymentCode } from './constructs/code.ts';
import { passwordSecretName } from '../functions/contract/secrets.ts';
import { TaibaiApi } from './constructs/http-api.ts';
import { Alarming } from './features/alarming/alarming.ts';
import { ConsoleFiles } from './features/console/files.ts';
import type { FeatureContext } from './features/context.ts';
import { ConsoleApi } from './features/console/api.ts';
import { AccountConcurrency } from './features/concurrency/account-concurrency.ts';
import { Engine } from './features/engine/engine.ts';
import { AccountMetrics } from './features/metrics/account-metrics.ts';
import { Metrics } from './features/metrics/metrics.ts';
import { UserFunctions } from './features/engine/user-functions.ts';
import { TaibaiBus } from './features/events/event-bus.ts';
import { EventSources } from './features/events/event-sources.ts';
import { EventLog } from './features/events/event-log.ts';
import { Ingest } from './features/events/ingest.ts';
import { catalogEntries } from './features/identity/catalog-entries.ts';
import { ExistingKeystone } from './features/identity/existing-keystone.ts';
import { OwnKeystone } from './features/identity/own-keystone.ts';
import { GeneratedKeys } from './features/keys/generated-keys.ts';
import { CapacityAlarms } from './features/upkeep/capacity-alarms.ts';
import { Cleaner } from './features/upkeep/cleaner.ts';
import { OperatorDashboard } from './features/upkeep/dashboard.ts';
import { Sweeper } from './features/upkeep/sweeper.ts';
import type { Settings } from './settings.ts';
import type { State } from './state-stack.ts';

export interface AppStackProps {
  readonly settings: Settings;
  readonly state: State;
  readonly code: DeploymentCode;
}

/** Everything but stored data. It can be deleted and deployed again at any time: the state stack keeps the data. */
export class AppStack extends Stack {
  constructor(scope: Construct, id: string, { settings, state, code }: AppStackProps) {
    super(scope, id, { description: 'Taibai: compute and API' });
    const { namePrefix, logRetentionDays, operatorTopicArn, keystone } = settings;
    const bus = new TaibaiBus(this, 'EventBus', namePrefix);
    const userFunctions = new UserFunctions(this, 'UserFunctions', namePrefix, code);
    const api = new TaibaiApi(this, 'Api', {
      name: namePrefix,
      logRetentionDays,
      operatorTopicArn,
      throttle: settings.throttles.others,
      corsOrigins: settings.corsOrigins,
    });
    const publicUrl = settings.publicUrl ?? api.url;
    const account = new AccountConcurrency(this, 'Concurrency', { settings, code });
    const concurrency = account.bounds;
    const keys = new GeneratedKeys(this, 'GeneratedKeys', { settings, code });
    const context: FeatureContext = { settings, state, code, api, concurrency, keys, publicUrl };

    const cleaner = new Cleaner(this, 'Removal', context, { bus, userFunctions });
    const identity = keystone
      ? new ExistingKeystone(this, 'Identity', context, keystone)
      : new OwnKeystone(this, 'Identity', context);
    const ingest = new Ingest(this, 'Events', context, { identity, bus });
    const eventSources = new EventSources(this, 'EventSources', context, bus);
    const eventLog =
      settings.eventStorage === false
        ? undefined
        : new EventLog(this, 'EventLog', context, {
            identity,
            bus,
            storage: settings.eventStorage,
          });
    const engine = new Engine(this, 'Engine', context, { identity, userFunctions });
    const { executions } = engine;
    const alarming = new Alarming(this, 'Alarming', context, { identity, bus, executions });
    const metrics =
      settings.metrics &&
      new Metrics(this, 'Metrics', context, { identity, looks: alarming.metricAlarms?.looks });
    const looks = alarming.metricAlarms && {
      looks: alarming.metricAlarms.looks,
      ...Object.fromEntries(
        alarming.metricAlarms.elsewhere.map((each) => [`looks-${each.service}`, each.looks]),
      ),
    };
    const accountMetrics =
      settings.accountMetrics &&
      new AccountMetrics(this, 'AccountMetrics', context, {
        accountMetrics: settings.accountMetrics,
        looks: alarming.metricAlarms?.looks,
      });
    const consoleApi =
      settings.console &&
      new ConsoleApi(this, 'ConsoleApi', context, {
        identity,
        queues: {
          hits: alarming.hits,
          deliveries: alarming.deliveries,
          executions,
          provisioning: engine.provisioning,
          ...looks,
          ...(eventSources.accountEvents && { 'account-events': eventSources.accountEvents }),
          ...(accountMetrics && { 'account-metrics': accountMetrics.queue }),
          ...(eventLog && { archive: eventLog.archive }),
          ...(alarming.backtests && { backtests: alarming.backtests.queue }),
          ...(alarming.replays && { replays: alarming.replays.queue }),
        },
        unsendable: {
          'undelivered-hits': alarming.undelivered,
          ...(eventSources.poison && { 'broker-poison': eventSources.poison }),
        },
      });
    const files = settings.console ? new ConsoleFiles(this, 'ConsoleFiles', context) : undefined;
    const sweeper = new Sweeper(this, 'Upkeep', context, { bus, userFunctions, engine, alarming });
    // An event names what the evaluator of its release reads, and the sweeper counts on what the API of its own writes.
    for (const sender of [ingest, eventSources])
      sender.node.addDependency(alarming.evaluator.lambda);
    sweeper.node.addDependency(alarming.api.lambda);
    // Executors of the release before do not know what a replay asks for.
    alarming.replays?.node.addDependency(engine.executor.lambda);
    new CapacityAlarms(this, 'Capacity', context);
    if (settings.dashboard)
      new OperatorDashboard(this, 'Operator', context, {
        hits: alarming.hits,
        deliveries: alarming.deliveries,
        executions,
        provisioning: engine.provisioning,
        ...looks,
        ...(eventSources.accountEvents && { 'account events': eventSources.accountEvents }),
        ...(accountMetrics && { 'account metrics': accountMetrics.queue }),
        ...(eventLog && { archive: eventLog.archive }),
        ...(alarming.backtests && { backtests: alarming.backtests.queue }),
        ...(alarming.replays && { replays: alarming.replays.queue }),
      });
    cleaner.runAfterDeletionOf(api, identity, ingest, eventSources, engine, alarming, sweeper);
    if (eventLog) cleaner.runAfterDeletionOf(eventLog);
    if (metrics) cleaner.runAfterDeletionOf(metrics);
    if (consoleApi) cleaner.runAfterDeletionOf(consoleApi);
    if (accountMetrics) cleaner.runAfterDeletionOf(accountMetrics);

    this.#output({
      ApiUrl: api.url,
      PublicUrl: publicUrl,
      ...(files && { ConsoleUrl: files.url }),
      AccountConcurrency: String(account.account),
      ExecutorConcurrency: `${concurrency.executions} of ${concurrency.executionsPerExecutor} executions each`,
      EventBusName: bus.bus.eventBusName,
      FunctionsTable: state.functions.name,
      ExecutionsTable: state.executions.name,
      AlarmsTable: state.alarms.name,
      IdentityTable: state.identity.name,
      MetricIndexTable: state.metricIndex.name,
      MeasuresTable: state.measures.name,
      BucketName: state.bucket.name,
      ...(eventSources.accountEvents && {
        AccountEventsQueueUrl: eventSources.accountEvents.queue.queueUrl,
      }),
      ...(accountMetrics && {
        AccountMetricsQueueUrl: accountMetrics.queue.queue.queueUrl,
        AccountMetricsDeadLettersUrl: accountMetrics.queue.deadLetters.queue.queueUrl,
      }),
      ...(eventLog && {
        EventsTable: state.events.name,
        ArchiveQueueUrl: eventLog.archive.queue.queueUrl,
        ArchiveDeadLettersUrl: eventLog.archive.deadLetters.queue.queueUrl,
      }),
      ...(alarming.backtests && {
        BacktestsQueueUrl: alarming.backtests.queue.queue.queueUrl,
        BacktestsDeadLettersUrl: alarming.backtests.queue.deadLetters.queue.queueUrl,
      }),
      ...(alarming.replays && {
        ReplaysQueueUrl: alarming.replays.queue.queue.queueUrl,
        ReplaysDeadLettersUrl: alarming.replays.queue.deadLetters.queue.queueUrl,
      }),
      HitsQueueUrl: alarming.hits.queue.queueUrl,
      HitsDeadLettersUrl: alarming.hits.deadLetters.queue.queueUrl,
      UndeliveredHitsUrl: alarming.undelivered.queue.queueUrl,
      DeliveriesQueueUrl: alarming.deliveries.queue.queueUrl,
      DeliveriesDeadLettersUrl: alarming.deliveries.deadLetters.queue.queueUrl,
      ...(alarming.metricAlarms && {
        LooksQueueUrl: alarming.metricAlarms.looks.queue.queueUrl,
        LooksDeadLettersUrl: alarming.metricAlarms.looks.deadLetters.queue.queueUrl,
        ...Object.fromEntries(
          alarming.metricAlarms.elsewhere.flatMap(({ name, looks: { queue, deadLetters } }) => [
            [`${name}LooksQueueUrl`, queue.queueUrl],
            [`${name}LooksDeadLettersUrl`, deadLetters.queue.queueUrl],
          ]),
        ),
      }),
      ExecutionsQueueUrl: executions.queue.queueUrl,
      ExecutionsDeadLettersUrl: executions.deadLetters.queue.queueUrl,
      ProvisioningQueueUrl: engine.provisioning.queue.queueUrl,
      ProvisioningDeadLettersUrl: engine.provisioning.deadLetters.queue.queueUrl,
      SigningKeyParameter: keys.nameOf('signing'),
      ...(keystone && catalogEntries(publicUrl, settings)),
      ...Object.fromEntries(
        settings.users.map(({ name }) => [
          `PasswordSecret-${name}`,
          passwordSecretName(namePrefix, name),
        ]),
      ),
    });
  }

  #output(values: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}

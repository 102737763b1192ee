import { type LambdaName, lambdas } from '../../functions/contract/environment.ts';

/** The entry file of each Lambda. */
export const entries = {
  identity: 'functions/identity/entry/identity.ts',
  'identity-publishers': 'functions/identity/entry/publishers.ts',
  'identity-trusts': 'functions/identity/entry/trust-changes.ts',
  'identity-trust-tokens': 'functions/identity/entry/trust-tokens.ts',
  'identity-elsewhere': 'functions/identity/existing-keystone/entry/identity-gone.ts',
  seed: 'functions/identity/entry/seed-identity.ts',
  events: 'functions/events/entry/events.ts',
  archiver: 'functions/events/entry/archiver.ts',
  'event-log': 'functions/events/entry/event-log.ts',
  'account-events': 'functions/events/sources/account/entry/account-events.ts',
  'bridge-mq': 'functions/events/sources/broker/entry/bridge-mq.ts',
  alarming: 'functions/alarming/entry/alarming.ts',
  evaluator: 'functions/alarming/entry/evaluator.ts',
  looker: 'functions/alarming/entry/looker.ts',
  backtester: 'functions/alarming/entry/backtester.ts',
  replayer: 'functions/alarming/entry/replayer.ts',
  notifier: 'functions/alarming/entry/notifier.ts',
  'console-api': 'functions/console/entry/console-api.ts',
  'console-admin': 'functions/console/entry/console-admin.ts',
  'console-session': 'functions/console/entry/console-session.ts',
  metric: 'functions/metrics/entry/metric.ts',
  'account-metrics': 'functions/metrics/sources/account/entry/account-metrics.ts',
  'metric-upkeep': 'functions/metrics/entry/metric-upkeep.ts',
  engine: 'functions/engine/entry/engine.ts',
  webhook: 'functions/engine/entry/webhook.ts',
  'function-tokens': 'functions/engine/entry/function-tokens.ts',
  executor: 'functions/engine/entry/executor.ts',
  provisioner: 'functions/engine/entry/provisioner.ts',
  pages: 'functions/pages/entry/pages.ts',
  sweeper: 'functions/upkeep/entry/sweeper.ts',
  keys: 'functions/upkeep/entry/keys.ts',
  'account-concurrency': 'functions/upkeep/entry/account-concurrency.ts',
  cleaner: 'functions/upkeep/entry/cleaner.ts',
} as const satisfies Readonly<Record<LambdaName, string>>;

export const lambdaNames: readonly LambdaName[] = Object.keys(lambdas).filter(
  (name): name is LambdaName => name in lambdas,
);

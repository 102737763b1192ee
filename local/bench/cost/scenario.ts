import type { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { logIn, type Session } from '../../session.ts';
import { ask, createFunction, execute } from '../../api.ts';
import type { Charge } from './charge.ts';
import type { RowChange } from './dynamo-meter.ts';
import { apiCharges, apiEvent, notification } from './event-request.ts';
import type { LocalLambda } from './lambda.ts';
import type { Meter } from './meter.ts';
import { requireDone, takeBatch } from './queue-batch.ts';
import type { Request } from './waiting.ts';

/** The Lambdas between an event and the end of its execution, in order, and those of measures. */
export const stages = [
  'events',
  'evaluator',
  'executor',
  'archiver',
  'metric',
  'looker',
  'metric-upkeep',
] as const;
export type Stage = (typeof stages)[number];

export interface Setup {
  readonly lambdas: Readonly<Record<Stage, LocalLambda>>;
  readonly meter: Meter;
  readonly queues: SQSClient;
  readonly hitsQueueUrl: string;
  readonly executionsQueueUrl: string;
  readonly archiveQueueUrl: string;
  readonly looksQueueUrl: string;
  readonly accessLogFormat: string;
}

/** An alarm that repeats and calls a function, and who made it. */
export interface Fixture {
  readonly owner: Session;
  readonly functionId: string;
}

/** The events of one request. */
export interface Events {
  readonly size: number;
  /** Of each, as JSON. */
  readonly bytes: number;
}

/** A base URL of the length AWS gives it: rows contain it, and their size is billed. */
export const publicUrl = 'https://abcdefghij.execute-api.us-east-1.amazonaws.com';

const matching = 'compute.instance.update';
const unmatched = 'compute.instance.exists';

/** What one run of a stage took. */
export interface StageRun {
  readonly stage: Stage;
  readonly processorMilliseconds: number;
  readonly requests: readonly Request[];
  /** Tables that it read or wrote. */
  readonly tables: readonly string[];
}

/** One run of the scenario: its charges, except Lambda time, which follows from `runs`. */
export interface Run {
  readonly charges: readonly Charge[];
  readonly runs: readonly StageRun[];
  readonly changes: readonly RowChange[];
}

const source = `def main(**kwargs):
    return 'Hello, World'
`;
const timeoutSeconds = 5;

/** Makes the function, its webhook and the alarm through the API, and waits for the function. */
export async function prepareFixture(url: string, user: string): Promise<Fixture> {
  const owner = await logIn(url, user);
  const functionId = await createFunction(owner, source, timeoutSeconds);
  await execute(owner, functionId);
  const text = await ask(owner, 'POST', '/v1/webhooks', { function_id: functionId });
  const webhook = z.object({ webhook_url: z.string() }).parse(JSON.parse(text));
  await ask(owner, 'POST', '/alarming/v2/alarms', {
    name: 'bench',
    type: 'event',
    event_rule: { event_type: matching },
    repeat_actions: true,
    alarm_actions: [webhook.webhook_url.replace(url, publicUrl)],
  });
  return { owner, functionId };
}

/** Events in one request, each of which fires the alarm and runs the function. */
export async function sendMatching(setup: Setup, { owner }: Fixture, events: Events): Promise<Run> {
  const { size } = events;
  const ingested = await ingest(setup, owner, { ...events, type: matching });
  const delivered = Array.from({ length: size }).flatMap((): readonly Charge[] => [
    { row: 'EventBridge deliveries', price: 'rule-delivery', count: 1 },
    { row: 'SQS sends: hits (EventBridge)', price: 'sqs-request', count: 1 },
  ]);
  const evaluated = await consume(setup, 'evaluator', { url: setup.hitsQueueUrl, size });
  const executed = await consume(setup, 'executor', { url: setup.executionsQueueUrl, size });
  return joined([ingested, { charges: delivered, runs: [], changes: [] }, evaluated, executed]);
}

/** Events in one request that no rule matches. */
export const sendUnmatched = (setup: Setup, { owner }: Fixture, events: Events): Promise<Run> =>
  ingest(setup, owner, { ...events, type: unmatched });

/** What the log takes for events that are stored together, beside their ingest. */
export async function storeEvents(setup: Setup, fixture: Fixture, events: Events): Promise<Run> {
  await sendUnmatched(setup, fixture, events);
  const { size } = events;
  const delivered = Array.from({ length: size }).flatMap((): readonly Charge[] => [
    { row: 'EventBridge deliveries', price: 'rule-delivery', count: 1 },
    { row: 'SQS sends: archive (EventBridge)', price: 'sqs-request', count: 1 },
  ]);
  const stored = await consume(setup, 'archiver', { url: setup.archiveQueueUrl, size });
  return joined([{ charges: delivered, runs: [], changes: [] }, stored]);
}

async function ingest(
  setup: Setup,
  { token, projectId }: Session,
  { size, bytes, type }: Events & { readonly type: string },
): Promise<Run> {
  const body = JSON.stringify(
    Array.from({ length: size }, () => notification(type, projectId, bytes)),
  );
  return request(setup, 'events', { token, path: '/events', body });
}

/** A request to the HTTP API that is accepted. */
export async function request(
  setup: Setup,
  stage: Stage,
  { token, path, body }: { readonly token: string; readonly path: string; readonly body: string },
): Promise<Run> {
  const { run, answer } = await runStage(setup, stage, apiEvent(token, body, path));
  const charges = apiCharges(body, answer, setup.accessLogFormat);
  return joined([{ charges, runs: [], changes: [] }, run]);
}

/** Takes messages from a queue as one batch. */
export async function consume(
  setup: Setup,
  stage: Stage,
  { url, size }: { readonly url: string; readonly size: number },
): Promise<Run> {
  const batch = await takeBatch(setup.queues, url, size);
  const { run, answer } = await runStage(setup, stage, batch.event);
  requireDone(stage, answer);
  await batch.remove();
  return joined([{ charges: batch.charges, runs: [], changes: [] }, run]);
}

export async function runStage(
  { lambdas, meter }: Setup,
  stage: Stage,
  event: object,
): Promise<{ readonly run: Run; readonly answer: unknown }> {
  meter.take();
  const { answer, processorMilliseconds, logBytes } = await lambdas[stage].invoke(event);
  const { charges, requests, changes } = meter.take();
  const own: readonly Charge[] = [
    { row: `Lambda requests: ${stage}`, price: 'lambda-request', count: 1 },
    { row: `logs: ${stage}`, price: 'log-ingestion', count: logBytes },
    { row: 'S3', price: 's3-put', count: 0 },
    ...requests.flatMap(({ wait }): readonly Charge[] =>
      wait === 'user-function'
        ? [{ row: 'Lambda requests: user function', price: 'lambda-request', count: 1 }]
        : [],
    ),
  ];
  return {
    answer,
    run: {
      charges: [...own, ...charges],
      runs: [{ stage, processorMilliseconds, requests, tables: tablesOf(charges) }],
      changes,
    },
  };
}

/** By the rows of the bill, which name a table and then an index of it. */
const tablesOf = (charges: readonly Charge[]): readonly string[] => [
  ...new Set(
    charges.flatMap(({ row }) => /^DynamoDB (?:reads|writes): ([^/]+)/.exec(row)?.[1] ?? []),
  ),
];

export const joined = (parts: readonly Run[]): Run => ({
  charges: parts.flatMap(({ charges }) => charges),
  runs: parts.flatMap(({ runs }) => runs),
  changes: parts.flatMap(({ changes }) => changes),
});

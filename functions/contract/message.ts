import * as z from 'zod/mini';
import { busDetail } from './bus-event.ts';

const payload = z.union([z.object({ text: z.string() }), z.object({ key: z.string() })]);

/**
 * What an execution or a delivery follows from: an alarm's transition, and the event if it was one. An execution by
 * a replay follows from the event alone.
 */
export const cause = z.object({
  alarmId: z.optional(z.string()),
  /** The `event_id` of the alarm's history entry. */
  transitionId: z.optional(z.string()),
  messageId: z.optional(z.string()),
  acceptanceId: z.optional(z.string()),
  /** The replay that sent the event. */
  replayId: z.optional(z.string()),
});
export type Cause = Readonly<z.infer<typeof cause>>;

/**
 * A message of the queue `hits`: an event, the key of the rule that it matched, and when the bus took it, in
 * ISO-8601. Rules of the release before do not pass the time on until the review has put them again.
 */
export const hitMessage = z.object({
  v: z.literal(1),
  rule: z.string(),
  time: z.optional(z.string()),
  event: busDetail,
});
export type HitMessage = z.infer<typeof hitMessage>;

/**
 * A message of the queue `archive`: an event as EventBridge hands it on, with the time at which the bus took it,
 * in ISO-8601. `replay-name` is that of a replay of the operator's own archive of the bus.
 */
export const archiveMessage = z.object({
  time: z.string(),
  detail: busDetail,
  'replay-name': z.optional(z.string()),
});
export type ArchiveMessage = z.infer<typeof archiveMessage>;

/**
 * Work for the executor: an execution that the API has recorded; one that an alarm requests by one of our own
 * webhooks, or a replay, which is recorded when it is claimed; or a job whose time comes when the message is received.
 */
export const executionMessage = z.discriminatedUnion('kind', [
  z.object({
    v: z.literal(1),
    kind: z.literal('recorded'),
    projectId: z.string(),
    executionId: z.string(),
  }),
  z.object({
    v: z.literal(1),
    kind: z.literal('webhook'),
    /** The alarm's project, whose share of the queue the message uses. */
    projectId: z.string(),
    webhookId: z.string(),
    executionId: z.string(),
    /** JSON text of the keyword arguments. */
    input: payload,
    cause: z.optional(cause),
  }),
  z.object({
    v: z.literal(1),
    /** A stored event, replayed to a function of its project. */
    kind: z.literal('replay'),
    projectId: z.string(),
    functionId: z.string(),
    replayId: z.string(),
    executionId: z.string(),
    /** JSON text of the keyword arguments. */
    input: payload,
    cause,
  }),
  z.object({
    v: z.literal(1),
    /** A job, to be run when its time has come. */
    kind: z.literal('job'),
    projectId: z.string(),
    jobId: z.string(),
    dueAt: z.string(),
    /** Of the execution that the run becomes. */
    executionId: z.string(),
  }),
]);
export type ExecutionMessage = z.infer<typeof executionMessage>;

/** Work for the notifier: the external actions of one transition, or one of them to be retried. */
export const deliveryMessage = z.object({
  v: z.literal(1),
  projectId: z.string(),
  alarmId: z.string(),
  /** Of the transition. */
  firingId: z.string(),
  /** JSON text with the seven keys of Aodh's notification. */
  body: payload,
  /** In the order of the alarm's list; `position` is the index in that list. */
  actions: z.array(z.object({ position: z.int(), url: z.string() })),
  attempt: z.int(),
  cause: z.optional(cause),
});
export type DeliveryMessage = z.infer<typeof deliveryMessage>;

/** Work for the backtester: go on with a backtest. */
export const backtestMessage = z.object({
  v: z.literal(1),
  projectId: z.string(),
  backtestId: z.string(),
});
export type BacktestMessage = z.infer<typeof backtestMessage>;

/** Work for the replayer: go on with a replay. */
export const replayMessage = z.object({
  v: z.literal(1),
  projectId: z.string(),
  replayId: z.string(),
});
export type ReplayMessage = z.infer<typeof replayMessage>;

/** Work for the provisioner: bring Lambda in line with a function's row. */
export const provisioningMessage = z.object({
  v: z.literal(1),
  projectId: z.string(),
  functionId: z.string(),
});
export type ProvisioningMessage = z.infer<typeof provisioningMessage>;

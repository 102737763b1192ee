/** How many Lambdas may run at once, by what they do. A deployment derives it from what its account allows. */
export interface ConcurrencyBounds {
  /** Instances of the consumer of each queue. */
  readonly hits: number;
  readonly executions: number;
  readonly deliveries: number;
  /** How many users' functions one executor waits for at once. */
  readonly executionsPerExecutor: number;
  /** Running and waiting executions that the users of one project may have. */
  readonly concurrentExecutions: number;
  /** Executions of one project that run inside requests to the API, past the executors. */
  readonly synchronousExecutions: number;
}

/** The most messages that SQS delivers at once without a batching window. */
const largestBatch = 10;
/** The smallest concurrency that SQS event sources accept. */
const smallestConcurrency = 2;
/**
 * The share of the account that executors and the functions they wait for may take together. The rest is for
 * the APIs and webhooks, synchronous executions, events, and the evaluation of alarms.
 */
const executionsShare = 0.6;

const between = (least: number, most: number, value: number): number =>
  Math.min(most, Math.max(least, Math.floor(value)));

/** The bounds in an account that allows this many concurrent Lambdas: 1,000 usually, 10 in a new account. */
export function boundsFor(account: number): ConcurrencyBounds {
  const forExecutions = account * executionsShare;
  const executions = between(smallestConcurrency, 1000, forExecutions / (1 + largestBatch));
  const executionsPerExecutor = between(1, largestBatch, forExecutions / executions - 1);
  const consumers = between(smallestConcurrency, 10, account / 50);
  return {
    hits: consumers,
    deliveries: consumers,
    executions,
    executionsPerExecutor,
    // Half, so that one project leaves room for others. Some more may wait where the account is small.
    concurrentExecutions: Math.max(10, Math.floor((executions * executionsPerExecutor) / 2)),
    synchronousExecutions: between(1, 50, account / 20),
  };
}

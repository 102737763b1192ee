// The small form of Zod, whose schemas are a tenth of the size: a Lambda loads them at every cold start.
import * as z from 'zod/mini';

const positive = (otherwise: number) => z.prefault(z.int().check(z.positive()), otherwise);
const between = (least: number, most: number, otherwise: number) =>
  z.prefault(z.int().check(z.minimum(least), z.maximum(most)), otherwise);

/** The limits of a project. The settings of a deployment may change them. */
export const projectLimits = z.strictObject({
  functions: positive(1000),
  jobs: positive(1000),
  webhooks: positive(1000),
  aliases: positive(1000),
  /**
   * Running and waiting executions that users or other projects' alarms asked for. Those of own alarms and
   * of jobs are neither held to it nor counted.
   */
  concurrentExecutions: positive(1000),
  /**
   * Executions that run inside requests to the API, past the executors. Beyond it, a synchronous request
   * is queued like the others, and waits for its turn.
   */
  synchronousExecutions: positive(50),
  /** Executions that are counted likewise, and neither deleted nor expired. */
  storedExecutions: positive(100_000),
  /** Provisioned environments of all versions together: they cost money while idle. */
  provisionedEnvironments: z.prefault(z.int().check(z.nonnegative()), 10),
  /** Calls of one webhook from outside, also by alarms of other projects. */
  webhookCallsPerMinute: positive(1200),
  /**
   * What one function may ask for. The defaults are Qinling's (`qinling/config.py`, `resource_limits`),
   * and no deployment may go below them. The upper bounds are Lambda's; that of the timeout is what an
   * executor, which lives for 15 minutes, can wait for.
   */
  functionTimeoutSeconds: between(300, 840, 300),
  /** In thousandths of a CPU. */
  functionCpu: between(300, 5788, 300),
  functionMemoryBytes: between(134_217_728, 10_737_418_240, 134_217_728),
});
export type ProjectLimits = z.infer<typeof projectLimits>;

/** Reads the variable `PROJECT_LIMITS`: JSON text of what differs from the defaults. */
export const readProjectLimits = (text: string): ProjectLimits =>
  projectLimits.parse(JSON.parse(text));

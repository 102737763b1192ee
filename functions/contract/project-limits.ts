import * as z from 'zod';

/** What a project may have and do at most; a deployment's settings may say otherwise. */
export const projectLimits = z.strictObject({
  functions: z.int().positive().default(1000),
  /** Executions that are running or wait to be run, as users ask for them; alarms and jobs always may. */
  concurrentExecutions: z.int().positive().default(1000),
  /** Executions of the last days, until they are deleted or age out. */
  storedExecutions: z.int().positive().default(100_000),
  /** Environments that are kept ready for the project's versions: they cost while nobody uses them. */
  provisionedEnvironments: z.int().nonnegative().default(10),
  /** Calls of one webhook from outside. */
  webhookCallsPerMinute: z.int().positive().default(1200),
  /**
   * What one function may ask for. The defaults are Qinling's (`qinling/config.py`, `resource_limits`), and
   * no deployment is below them; the upper ends are what Lambda has, and for the time-out what an executor,
   * which lives for 15 minutes, can wait for.
   */
  functionTimeoutSeconds: z.int().min(300).max(840).default(300),
  /** In thousandths of a CPU. */
  functionCpu: z.int().min(300).max(5788).default(300),
  functionMemoryBytes: z.int().min(134_217_728).max(10_737_418_240).default(134_217_728),
});
export type ProjectLimits = z.infer<typeof projectLimits>;

/** Reads the variable `PROJECT_LIMITS`: JSON text of what differs from the defaults. */
export const readProjectLimits = (text: string): ProjectLimits =>
  projectLimits.parse(JSON.parse(text));

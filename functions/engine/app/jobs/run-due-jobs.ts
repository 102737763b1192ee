import { examinedPerHandedOver, fairShare } from '../../../platform/core/fair-share.ts';
import { after } from '../../../platform/core/instant.ts';
import type { Due } from '../../../platform/ports.ts';
import type { RowId } from '../../execution-ports.ts';
import type { Ports } from '../../ports.ts';
import { handOver } from '../../../platform/app/hand-over.ts';
import { type ExecutionRequests, queueExecution } from '../queue-or-leave-due.ts';
import { recordDueRuns, type RecordingRuns } from './job-runs.ts';
import { aheadSeconds, sendJob } from './send-job.ts';

/** The most jobs per sweep, shared among projects; the rest is left to the next one. */
const atMost = 2000;
/** The most of them whose time is over, and which the sweep runs itself. */
const overdueAtMost = 500;
/** After this long past its time, a job that was handed over is run by the sweep. */
const againSeconds = 120;

type Running = ExecutionRequests & RecordingRuns & Pick<Ports, 'jobs'>;

/**
 * Hands over the jobs whose time comes before the next sweep, to be received to the second; and runs those
 * whose time is over, because they were handed over in vain, or not at all.
 */
export async function runDueJobs(
  ports: Running,
): Promise<{ readonly ahead: number; readonly runs: number }> {
  const now = ports.clock.now();
  const until = after(now, aheadSeconds);
  const due = await ports.jobs.due(until, atMost * examinedPerHandedOver);
  const overdue = share(
    due.filter(({ dueAt }) => dueAt <= now),
    overdueAtMost,
  );
  const coming = share(
    due.filter(({ dueAt }) => dueAt > now),
    atMost - overdue.length,
  );
  const handing = { rows: ports.jobs, log: ports.log };
  const again = after(now, aheadSeconds + againSeconds);
  const ahead = await handOver({ ...handing, again }, coming, (job) => sendJob(ports, job));
  let runs = 0;
  await handOver({ ...handing, again: after(now, againSeconds) }, overdue, async ({ key }) => {
    runs += await runNow(ports, key);
  });
  return { ahead, runs };
}

const share = (due: readonly Due<RowId>[], limit: number): readonly Due<RowId>[] =>
  fairShare(due, ({ key }) => key.projectId, limit);

const runNow = (ports: Running, key: Due<RowId>['key']): Promise<number> =>
  recordDueRuns(ports, key, (execution) => queueExecution(ports, execution));

import { JobTable } from '../jobs/job-table.tsx';
import type { FunctionTabProps } from './function-tab-props.ts';
import { useRunsFunction } from './runs-function.ts';

/** The jobs that run this function, by itself or by an alias of it. */
export const JobsTab = ({ fn, creating, onCreating }: FunctionTabProps) => (
  <JobTable
    level="h2"
    functionId={fn.id}
    creating={creating}
    onCreating={onCreating}
    shows={useRunsFunction(fn.id)}
  />
);

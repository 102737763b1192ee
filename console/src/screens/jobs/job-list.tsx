import { getRouteApi } from '@tanstack/react-router';
import { Choice, Filters } from '../../parts/filters.tsx';
import { hasPart, SearchText } from '../../parts/search-text.tsx';
import { useTitle } from '../../parts/title.ts';
import { jobName } from './job-columns.tsx';
import { JobTable } from './job-table.tsx';

const route = getRouteApi('/jobs');
const statuses = ['running', 'paused', 'done', 'cancelled'].map((value) => ({
  value,
  label: value,
}));

export function JobList() {
  useTitle('Jobs');
  const { text, status } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <JobTable
      level="h1"
      shows={(job) =>
        hasPart(`${jobName(job)} ${job.id}`, text) && (!status || job.status === status)
      }
      filter={
        <Filters>
          <SearchText
            label="Find jobs by name or ID"
            value={text}
            onChange={(part) =>
              void navigate({ search: (now) => ({ ...now, text: part }), replace: true })
            }
          />
          <Choice
            label="Status"
            any="Any status"
            value={status}
            options={statuses}
            onChange={(value) => void navigate({ search: (now) => ({ ...now, status: value }) })}
          />
        </Filters>
      }
    />
  );
}

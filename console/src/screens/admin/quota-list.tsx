import Box from '@cloudscape-design/components/box';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { hasPart, SearchText } from '../../parts/search-text.tsx';
import { useTitle } from '../../parts/title.ts';
import { AdminsOnly } from './admins-only.tsx';
import { QuotaDialog } from './quota-dialog.tsx';
import { usageColumns } from './usage-columns.tsx';
import { usageQuery, type ProjectUsage } from './usage.ts';

const route = getRouteApi('/admin/quotas');

function QuotaTable() {
  useTitle('Quotas');
  const { text } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const usage = useQuery(usageQuery);
  const [editing, setEditing] = useState<ProjectUsage>();
  const actions = {
    id: 'actions',
    header: 'Actions',
    cell: (project: ProjectUsage) => (
      <RowButtons
        of={`for alarms of ${project.name}`}
        actions={[{ text: 'Set quota', onClick: () => setEditing(project) }]}
      />
    ),
  };
  return (
    <>
      <CollectionTable
        title="Quotas"
        description="What each project has, of what it may have. Limits besides the alarms' are settings of the deployment."
        found={{
          ...usage,
          data: usage.data?.filter(({ id, name }) => hasPart(`${name} ${id}`, text)),
        }}
        columns={[...usageColumns(usage.data ?? []), actions]}
        idOf={({ id }) => id}
        filter={
          <SearchText
            label="Find projects by name or ID"
            value={text}
            onChange={(part) => void navigate({ search: { text: part }, replace: true })}
          />
        }
        empty={<Box variant="p">No project has such a name.</Box>}
      />
      {editing && (
        <QuotaDialog
          project={editing}
          onDone={() => void queries.invalidateQueries({ queryKey: usageQuery.queryKey })}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

export const QuotaList = () => (
  <AdminsOnly title="Quotas">
    <QuotaTable />
  </AdminsOnly>
);

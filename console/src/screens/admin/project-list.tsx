import { visibleText } from '../../parts/visible-text.ts';
import Button from '@cloudscape-design/components/button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { projectsQuery, type Project } from '../../api/identity/projects.ts';
import { CollectionTable } from '../../parts/collection-table.tsx';
import { RowButtons } from '../../parts/row-buttons.tsx';
import { hasPart, SearchText } from '../../parts/search-text.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { useTitle } from '../../parts/title.ts';
import { AdminsOnly } from './admins-only.tsx';
import { DeleteProject } from './delete-dialogs.tsx';
import { EnabledStatus } from './enabled-status.tsx';
import { EnableProject, ProjectDialog } from './project-dialogs.tsx';

const route = getRouteApi('/admin/projects');

type Open =
  | { readonly kind: 'create' }
  | { readonly kind: 'delete' | 'edit' | 'enable'; readonly project: Project };

function ProjectTable() {
  useTitle('Projects');
  const { text } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const projects = useQuery(projectsQuery);
  const [open, setOpen] = useState<Open>();
  const changed = () => void queries.invalidateQueries({ queryKey: projectsQuery.queryKey });
  const close = () => setOpen(undefined);
  const columns = [
    {
      id: 'name',
      header: 'Name',
      sortingComparator: (one: Project, other: Project) => one.name.localeCompare(other.name),
      cell: (project: Project) => visibleText(project.name),
    },
    {
      id: 'enabled',
      header: 'State',
      cell: ({ enabled }: Project) => <EnabledStatus enabled={enabled} />,
    },
    {
      id: 'description',
      header: 'Description',
      maxWidth: 340,
      cell: (project: Project) => visibleText(project.description || '–'),
    },
    { id: 'id', header: 'ID', cell: ({ id }: Project) => <ShortId id={id} name="Project ID" /> },
    {
      id: 'actions',
      header: 'Actions',
      cell: (project: Project) => (
        <RowButtons
          of={`project ${project.name}`}
          actions={[
            { text: 'Edit', onClick: () => setOpen({ kind: 'edit', project }) },
            {
              text: project.enabled ? 'Disable' : 'Enable',
              onClick: () => setOpen({ kind: 'enable', project }),
            },
            { text: 'Delete', onClick: () => setOpen({ kind: 'delete', project }) },
          ]}
        />
      ),
    },
  ];
  return (
    <>
      <CollectionTable
        title="Projects"
        found={{
          ...projects,
          data: projects.data?.filter(({ id, name }) => hasPart(`${name} ${id}`, text)),
        }}
        columns={columns}
        idOf={({ id }) => id}
        actions={
          <Button variant="primary" onClick={() => setOpen({ kind: 'create' })}>
            Create project
          </Button>
        }
        filter={
          <SearchText
            label="Find projects by name or ID"
            value={text}
            onChange={(part) => void navigate({ search: { text: part }, replace: true })}
          />
        }
        empty="No project has such a name."
      />
      {open && (open.kind === 'create' || open.kind === 'edit') && (
        <ProjectDialog
          project={open.kind === 'edit' ? open.project : undefined}
          onDone={changed}
          onClose={close}
        />
      )}
      {open?.kind === 'enable' && (
        <EnableProject project={open.project} onDone={changed} onClose={close} />
      )}
      {open?.kind === 'delete' && (
        <DeleteProject project={open.project} onDone={changed} onClose={close} />
      )}
    </>
  );
}

export const ProjectList = () => (
  <AdminsOnly title="Projects" ownIdentity>
    <ProjectTable />
  </AdminsOnly>
);

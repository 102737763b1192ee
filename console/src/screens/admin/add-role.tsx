import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rolesQuery } from '../../api/identity/grants.ts';
import { projectsQuery } from '../../api/identity/projects.ts';

interface AddRoleProps {
  readonly pending: boolean;
  readonly onAdd: (projectId: string, roleId: string) => void;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

const optionsOf = (all: readonly Named[] | undefined) =>
  (all ?? []).map(({ id, name }) => ({ value: id, label: name }));

export function AddRole({ pending, onAdd }: AddRoleProps) {
  const roles = optionsOf(useQuery(rolesQuery).data);
  const projects = optionsOf(useQuery(projectsQuery).data);
  const [role, setRole] = useState<string>();
  const [project, setProject] = useState<string>();
  return (
    <div className="add-role">
      <FormField label="Role">
        <Select
          selectedOption={roles.find(({ value }) => value === role) ?? null}
          options={roles}
          placeholder="Role"
          expandToViewport
          onChange={({ detail }) => setRole(detail.selectedOption.value)}
        />
      </FormField>
      <FormField label="Project">
        <Select
          selectedOption={projects.find(({ value }) => value === project) ?? null}
          options={projects}
          placeholder="Project"
          filteringType={projects.length > 12 ? 'auto' : 'none'}
          expandToViewport
          onChange={({ detail }) => setProject(detail.selectedOption.value)}
        />
      </FormField>
      <Button
        loading={pending}
        disabled={!role || !project}
        onClick={() => role && project && onAdd(project, role)}
      >
        Grant
      </Button>
    </div>
  );
}

import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { changeProject, createProject, type Project } from '../../api/identity/projects.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';

interface DialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ProjectDialog({
  project,
  onDone,
  onClose,
}: DialogProps & { readonly project: Project | undefined }) {
  const [name, setName] = useState(project?.name ?? '');
  const [description, setDescription] = useState(project?.description ?? '');
  const said = description && ` --description ${shellWord(description)}`;
  const command = project
    ? `openstack project set ${project.id} --name ${shellWord(name || 'NAME')}${said}`
    : `openstack project create${said} ${shellWord(name || 'NAME')}`;
  return (
    <DialogForm
      title={project ? `Edit the project ${project.name}` : 'Create a project'}
      verb={project ? 'Save' : 'Create'}
      disabled={name === ''}
      command={command}
      action={() =>
        project
          ? changeProject(project.id, { name, description })
          : createProject({ name, description })
      }
      onDone={onDone}
      onClose={onClose}
    >
      <FormField label="Name">
        <Input value={name} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label="Description">
        <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
      </FormField>
    </DialogForm>
  );
}

export function EnableProject({
  project,
  onDone,
  onClose,
}: DialogProps & { readonly project: Project }) {
  const verb = project.enabled ? 'Disable' : 'Enable';
  return (
    <Confirm
      title={`${verb} the project ${project.name}`}
      verb={verb}
      command={`openstack project set ${project.id} --${verb.toLowerCase()}`}
      action={() => changeProject(project.id, { enabled: !project.enabled })}
      onDone={onDone}
      onClose={onClose}
    >
      {project.enabled
        ? 'Nobody can sign in to it, and its tokens end. Nothing of it is deleted.'
        : 'Its users can sign in to it again.'}
    </Confirm>
  );
}

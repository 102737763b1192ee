import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { createAlias, moveAlias, type FunctionAlias } from '../../api/engine/aliases.ts';
import { versionsQuery } from '../../api/engine/versions.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import type { ShownFunction } from './function-tab-props.ts';

interface AliasDialogProps {
  readonly fn: ShownFunction;
  /** The alias that is moved; undefined for a new one. */
  readonly alias: FunctionAlias | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Creates an alias, or moves one to another version. */
export function AliasDialog({ fn, alias, onDone, onClose }: AliasDialogProps) {
  const versions = useQuery(versionsQuery(fn.id));
  const [name, setName] = useState(alias?.name ?? '');
  const [version, setVersion] = useState(String(alias?.function_version ?? fn.latest_version));
  const options = [
    ...(versions.data ?? []).map(({ version_number: number }) => ({
      value: String(number),
      label: `Version ${number}`,
    })),
    { value: '0', label: 'The newest code' },
  ];
  const target = { function_id: fn.id, function_version: Number(version) };
  const verb = alias ? 'update' : 'create';
  return (
    <DialogForm
      title={alias ? `Move the alias ${alias.name}` : 'Create an alias'}
      verb={alias ? 'Move' : 'Create'}
      disabled={name === ''}
      command={`openstack function alias ${verb} ${shellWord(name || 'NAME')} --function ${fn.id} --function-version ${version}`}
      action={() => (alias ? moveAlias(alias.name, target) : createAlias(name, target))}
      onDone={onDone}
      onClose={onClose}
    >
      {!alias && (
        <FormField label="Name" description="Unique in the project.">
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
      )}
      <FormField label="Version">
        <Select
          selectedOption={options.find(({ value }) => value === version) ?? null}
          options={options}
          expandToViewport
          onChange={({ detail }) => setVersion(detail.selectedOption.value ?? '0')}
        />
      </FormField>
    </DialogForm>
  );
}

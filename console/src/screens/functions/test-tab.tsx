import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { aliasesQuery } from '../../api/engine/aliases.ts';
import { versionsQuery } from '../../api/engine/versions.ts';
import type { FunctionTabProps } from './function-tab-props.ts';
import { RunPanel } from './run-panel.tsx';

const newest = { value: '0', label: 'The newest code' };

/** Runs the newest code or a published version. */
export function TestTab({ fn }: FunctionTabProps) {
  const versions = useQuery(versionsQuery(fn.id));
  const aliases = useQuery(aliasesQuery);
  const [version, setVersion] = useState('0');
  const options = [
    newest,
    ...(versions.data ?? []).map(({ version_number: number }) => {
      const names = (aliases.data ?? [])
        .filter((alias) => alias.function_id === fn.id && alias.function_version === number)
        .map(({ name }) => name);
      return { value: String(number), label: `Version ${number}`, labelTag: names.join(', ') };
    }),
  ];
  return (
    <SpaceBetween size="m">
      <FormField label="What to run">
        <Select
          selectedOption={options.find(({ value }) => value === version) ?? newest}
          options={options}
          onChange={({ detail }) => setVersion(detail.selectedOption.value ?? '0')}
        />
      </FormField>
      <RunPanel fn={fn} version={Number(version)} />
    </SpaceBetween>
  );
}

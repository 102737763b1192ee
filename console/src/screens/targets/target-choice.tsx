import FormField from '@cloudscape-design/components/form-field';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { aliasesQuery } from '../../api/engine/aliases.ts';
import { functionsQuery } from '../../api/engine/functions.ts';
import { versionsQuery } from '../../api/engine/versions.ts';
import type { Target } from '../../api/engine/webhooks.ts';
import { keyOf, targetOf } from './target-key.ts';

interface TargetChoiceProps {
  readonly value: Target | undefined;
  readonly onChange: (target: Target) => void;
  /** Only this function, its versions and its aliases. */
  readonly functionId?: string;
}

/** Chooses a function, one of its versions if only one function is asked about, or an alias. */
export function TargetChoice({ value, onChange, functionId }: TargetChoiceProps) {
  const functions = useQuery(functionsQuery);
  const aliases = useQuery(aliasesQuery);
  const only = functionId ?? value?.function_id;
  const versions = useQuery({ ...versionsQuery(only ?? ''), enabled: only !== undefined });
  const wanted = (id: string) => functionId === undefined || id === functionId;
  const groups: SelectProps.OptionGroup[] = [
    {
      label: functionId ? 'Newest code' : 'Functions',
      options: (functions.data ?? [])
        .filter(({ id }) => wanted(id))
        .map(({ id, name }) => ({ value: keyOf({ function_id: id }), label: name || id })),
    },
    {
      label: 'Versions',
      options: (versions.data ?? []).map(({ version_number: number }) => ({
        value: keyOf({ ...(only && { function_id: only }), function_version: number }),
        label: `Version ${number}`,
      })),
    },
    {
      label: 'Aliases',
      options: (aliases.data ?? [])
        .filter((alias) => wanted(alias.function_id))
        .map(({ name }) => ({ value: keyOf({ function_alias: name }), label: name })),
    },
  ].filter(({ options }) => options.length > 0);
  const options = groups.flatMap((group) => group.options);
  const key = value && keyOf(value);
  return (
    <FormField
      label="Runs"
      description="What an alias names is looked up at each run, so it can be moved."
      errorText={functions.error?.message ?? aliases.error?.message}
    >
      <Select
        selectedOption={options.find((option) => option.value === key) ?? null}
        options={groups}
        placeholder="Choose a function or an alias"
        filteringType={options.length > 12 ? 'auto' : 'none'}
        statusType={functions.isPending ? 'loading' : 'finished'}
        empty="There is no function yet."
        expandToViewport
        onChange={({ detail }) => {
          const target = targetOf(detail.selectedOption.value ?? '');
          if (target) onChange(target);
        }}
      />
    </FormField>
  );
}

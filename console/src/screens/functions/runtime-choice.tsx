import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useQuery } from '@tanstack/react-query';
import { runtimesQuery } from '../../api/engine/runtimes.ts';

interface RuntimeChoiceProps {
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
}

/** Which Python runs the code; the newest one unless another is chosen. */
export function RuntimeChoice({ value, onChange }: RuntimeChoiceProps) {
  const runtimes = useQuery(runtimesQuery);
  const options = (runtimes.data ?? [])
    .filter(({ status }) => status === 'available')
    .map(({ id, name }) => ({ value: id, label: name ?? id }));
  return (
    <FormField label="Runtime" errorText={runtimes.error?.message}>
      <Select
        selectedOption={options.find((option) => option.value === value) ?? options.at(-1) ?? null}
        options={options}
        statusType={runtimes.isPending ? 'loading' : 'finished'}
        placeholder="Choose a runtime"
        onChange={({ detail }) =>
          detail.selectedOption.value && onChange(detail.selectedOption.value)
        }
      />
    </FormField>
  );
}

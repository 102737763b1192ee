import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from '@tanstack/react-router';
import { FilterInput } from '../../parts/filter-input.tsx';
import { alarmTypeWords } from '../../parts/rule-words.ts';
import type { AlarmFilters } from './search.ts';

const anyState = { value: '', label: 'Any state' } as const;
const states = [
  anyState,
  { value: 'ok', label: 'ok' },
  { value: 'alarm', label: 'alarm' },
  { value: 'insufficient data', label: 'insufficient data' },
] as const;

const anyType = { value: '', label: 'Any type' };
const types = [
  anyType,
  ...Object.entries(alarmTypeWords).map(([value, label]) => ({ value, label })),
];

const stateOf = (value: string | undefined): AlarmFilters['state'] =>
  states.find((state) => state.value === value)?.value || undefined;

export function AlarmFilterBar({ filters }: { readonly filters: AlarmFilters }) {
  const navigate = useNavigate();
  const set = (change: AlarmFilters) =>
    void navigate({ to: '/alarms', search: { ...filters, ...change }, replace: true });
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <FilterInput
        label="Name"
        placeholder="Part of a name"
        value={filters.name}
        onChange={(name) => set({ name })}
      />
      <Select
        ariaLabel="State"
        options={states}
        selectedOption={states.find(({ value }) => value === filters.state) ?? anyState}
        onChange={({ detail }) => set({ state: stateOf(detail.selectedOption.value) })}
      />
      <Select
        ariaLabel="Type"
        options={types}
        selectedOption={types.find(({ value }) => value === filters.type) ?? anyType}
        onChange={({ detail }) => set({ type: detail.selectedOption.value || undefined })}
      />
    </SpaceBetween>
  );
}

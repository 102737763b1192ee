import Box from '@cloudscape-design/components/box';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from '@tanstack/react-router';
import { FilterInput } from '../../parts/filter-input.tsx';
import type { EventFilters } from './search.ts';

const outcomes = [
  { value: '', label: 'Whatever came of it' },
  { value: 'fired', label: 'Fired an alarm' },
  { value: 'hit', label: 'Hit an alarm' },
  { value: 'none', label: 'Hit no alarm' },
] as const;

const [whatever] = outcomes;

const outcomeOf = (value: string | undefined): EventFilters['outcome'] =>
  outcomes.find((outcome) => outcome.value === value)?.value || undefined;

export function EventFilterBar({ filters }: { readonly filters: EventFilters }) {
  const navigate = useNavigate();
  const set = (change: EventFilters) =>
    void navigate({ to: '/events', search: (now) => ({ ...now, ...change }), replace: true });
  return (
    <Box>
      <SpaceBetween direction="horizontal" size="xs">
        <FilterInput
          label="Event type"
          placeholder="Type, such as compute.*"
          value={filters.type}
          onChange={(type) => set({ type })}
        />
        <FilterInput
          label="Trait"
          placeholder="Trait, such as state=error"
          value={filters.trait}
          isValid={(text) => text.includes('=')}
          onChange={(trait) => set({ trait })}
        />
        <FilterInput
          label="Message ID"
          placeholder="Message ID"
          value={filters.id}
          onChange={(id) => set({ id })}
        />
        <Select
          ariaLabel="Outcome"
          options={outcomes}
          selectedOption={outcomes.find(({ value }) => value === filters.outcome) ?? whatever}
          onChange={({ detail }) => set({ outcome: outcomeOf(detail.selectedOption.value) })}
        />
      </SpaceBetween>
    </Box>
  );
}

import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { alarmListQuery } from '../../api/alarms.ts';
import { visibleText } from '../../parts/visible-text.ts';
import type { DeliveryFilters } from './routes.tsx';

const anyState = { value: '', label: 'Any state' } as const;
const states = [
  anyState,
  { value: 'pending', label: 'pending' },
  { value: 'delivered', label: 'delivered' },
  { value: 'failed', label: 'failed: refused' },
  { value: 'dead', label: 'dead: given up' },
] as const;
const anyAlarm = { value: '', label: 'Any alarm' };

const stateOf = (value: string | undefined): DeliveryFilters['state'] =>
  states.find((state) => state.value === value)?.value || undefined;

export function DeliveryFilterBar({ filters }: { readonly filters: DeliveryFilters }) {
  const navigate = useNavigate();
  const alarms = useQuery(alarmListQuery);
  const set = (change: DeliveryFilters) =>
    void navigate({ to: '/deliveries', search: { ...filters, ...change }, replace: true });
  const options = [
    anyAlarm,
    ...(alarms.data ?? []).map(({ alarm_id, name }) => ({
      value: alarm_id,
      label: visibleText(name),
    })),
  ];
  const other = { value: filters.alarm ?? '', label: filters.alarm ?? '' };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Select
        ariaLabel="State"
        options={states}
        selectedOption={states.find(({ value }) => value === filters.state) ?? anyState}
        onChange={({ detail }) => set({ state: stateOf(detail.selectedOption.value) })}
      />
      <Select
        ariaLabel="Alarm"
        filteringType="auto"
        options={options}
        selectedOption={
          filters.alarm === undefined
            ? anyAlarm
            : (options.find(({ value }) => value === filters.alarm) ?? other)
        }
        onChange={({ detail }) => set({ alarm: detail.selectedOption.value || undefined })}
      />
    </SpaceBetween>
  );
}

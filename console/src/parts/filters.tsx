import Select from '@cloudscape-design/components/select';
import type { ReactNode } from 'react';

/** The filters of a list, one beside the other. */
export const Filters = ({ children }: { readonly children: ReactNode }) => (
  <div className="filters">{children}</div>
);

interface ChoiceProps {
  readonly label: string;
  /** What is shown if nothing is chosen. */
  readonly any: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
}

/** One of some values, or any. */
export function Choice({ label, any, value, options, onChange }: ChoiceProps) {
  const none = { value: '', label: any };
  const known = options.find((option) => option.value === value);
  return (
    <Select
      selectedOption={known ?? (value ? { value, label: value } : none)}
      options={[none, ...options]}
      ariaLabel={label}
      expandToViewport
      filteringType={options.length > 12 ? 'auto' : 'none'}
      onChange={({ detail }) => onChange(detail.selectedOption.value || undefined)}
    />
  );
}

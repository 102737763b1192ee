import TextFilter from '@cloudscape-design/components/text-filter';

interface SearchTextProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** A filter by part of a text. */
export const SearchText = ({ label, value = '', onChange }: SearchTextProps) => (
  <TextFilter
    filteringText={value}
    filteringPlaceholder={label}
    filteringAriaLabel={label}
    onChange={({ detail }) => onChange(detail.filteringText || undefined)}
  />
);

/** Whether a text has a part, upper and lower case alike. */
export const hasPart = (text: string, part: string | undefined): boolean =>
  text.toLowerCase().includes((part ?? '').trim().toLowerCase());

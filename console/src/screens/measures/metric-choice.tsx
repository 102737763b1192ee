import Autosuggest from '@cloudscape-design/components/autosuggest';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { metricsQuery, type FoundResource } from './metric-item.ts';

interface MetricChoiceProps {
  readonly value: string | undefined;
  /** Whose metrics are offered, beside those without a resource. */
  readonly resources: readonly FoundResource[];
  readonly onChange: (name: string | undefined) => void;
}

/** Finds metrics by their name, which counts when it is chosen or the input is left. */
export function MetricChoice({ value, resources, onChange }: MetricChoiceProps) {
  const { data: metrics = [] } = useQuery(metricsQuery);
  const [text, setText] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setText(value ?? '');
  }
  const names = new Set([
    ...resources.flatMap((resource) => Object.keys(resource.metrics)),
    ...metrics.flatMap(({ name }) => name ?? []),
  ]);
  const take = (name: string) => {
    if (name !== (value ?? '')) onChange(name === '' ? undefined : name);
  };
  return (
    <Autosuggest
      ariaLabel="Metric"
      clearAriaLabel="Clear Metric"
      placeholder="Name of a metric"
      enteredTextLabel={(name) => `Find ${name}`}
      options={[...names].toSorted().map((name) => ({ value: name }))}
      value={text}
      onChange={({ detail }) => {
        setText(detail.value);
        if (detail.value === '') take('');
      }}
      onSelect={({ detail }) => take(detail.value)}
      onBlur={() => take(text)}
    />
  );
}

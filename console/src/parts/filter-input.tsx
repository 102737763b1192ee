import Input from '@cloudscape-design/components/input';
import { useEffect, useRef, useState } from 'react';

interface FilterInputProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** What is not valid yet is not searched for. */
  readonly isValid?: (text: string) => boolean;
}

const settleMilliseconds = 400;

/** A filter in words, which counts when the typing has stopped. */
export function FilterInput(props: FilterInputProps) {
  const { label, placeholder, value, onChange, isValid = () => true } = props;
  const [text, setText] = useState(value ?? '');
  const [seen, setSeen] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (seen !== value) {
    setSeen(value);
    setText(value ?? '');
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const take = (typed: string) => {
    if (typed === '' || isValid(typed)) onChange(typed === '' ? undefined : typed);
  };
  return (
    <Input
      type="search"
      ariaLabel={label}
      clearAriaLabel={`Clear ${label}`}
      placeholder={placeholder}
      value={text}
      invalid={text !== '' && !isValid(text)}
      onChange={({ detail }) => {
        setText(detail.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => take(detail.value), settleMilliseconds);
      }}
    />
  );
}

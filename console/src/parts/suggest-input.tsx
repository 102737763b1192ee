import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest';

interface SuggestInputProps
  extends Omit<AutosuggestProps, 'ariaLabel' | 'ariaLabelledby' | 'enteredTextLabel'> {
  readonly label: string;
}

/**
 * An input that offers values, one of several in a field. Unless it is told that nothing labels it, it has the
 * field's label instead of its own.
 */
export const SuggestInput = ({ label, ...input }: SuggestInputProps) => (
  <Autosuggest
    {...input}
    ariaLabel={label}
    ariaLabelledby=""
    enteredTextLabel={(text) => `Use ${text}`}
  />
);

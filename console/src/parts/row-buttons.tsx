import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';

export interface RowAction {
  readonly text: string;
  readonly onClick: () => void;
}

interface RowButtonsProps {
  /** What the row is about, for those who hear the buttons only. */
  readonly of: string;
  readonly actions: readonly RowAction[];
}

/** The few things that can be done with a row. */
export const RowButtons = ({ of, actions }: RowButtonsProps) => (
  <SpaceBetween direction="horizontal" size="s">
    {actions.map(({ text, onClick }) => (
      <Button key={text} variant="inline-link" ariaLabel={`${text} ${of}`} onClick={onClick}>
        {text}
      </Button>
    ))}
  </SpaceBetween>
);

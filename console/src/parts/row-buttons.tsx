import Button from '@cloudscape-design/components/button';

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
  <div className="row-buttons">
    {actions.map(({ text, onClick }) => (
      <Button key={text} variant="inline-link" ariaLabel={`${text} ${of}`} onClick={onClick}>
        {text}
      </Button>
    ))}
  </div>
);

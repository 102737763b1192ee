import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface DialogButtonsProps {
  readonly onCancel: () => void;
  /** The buttons for what the dialog does. */
  readonly children: ReactNode;
}

export const DialogButtons = ({ onCancel, children }: DialogButtonsProps) => (
  <Box float="right">
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" onClick={onCancel}>
        Cancel
      </Button>
      {children}
    </SpaceBetween>
  </Box>
);

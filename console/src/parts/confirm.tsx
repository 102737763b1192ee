import Box from '@cloudscape-design/components/box';
import type { ReactNode } from 'react';
import { DialogForm } from './dialog-form.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What will happen, and what cannot be undone. */
  readonly children: ReactNode;
  /** The word on the button. */
  readonly verb: string;
  readonly command?: string;
  readonly action: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks before something is done that cannot be undone. Shown while it is rendered. */
export const Confirm = ({ children, ...dialog }: ConfirmProps) => (
  <DialogForm {...dialog}>
    <Box>{children}</Box>
  </DialogForm>
);

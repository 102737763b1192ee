import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import { CommandLine } from './command-line.tsx';
import { Failure } from './failure.tsx';
import { DialogButtons } from './dialog-buttons.tsx';

interface DialogFormProps<T> {
  readonly title: string;
  readonly children: ReactNode;
  readonly verb: string;
  readonly command?: string;
  readonly disabled?: boolean;
  readonly action: () => Promise<T>;
  readonly onDone: (answer: T) => void;
  readonly onClose: () => void;
}

/** A form in a dialog. What was typed stays if the request fails. Shown while it is rendered. */
export function DialogForm<T>(props: DialogFormProps<T>) {
  const { title, children, verb, command, disabled = false, action, onDone, onClose } = props;
  const form = useId();
  const doing = useMutation({
    mutationFn: action,
    onSuccess: (answer) => {
      onDone(answer);
      onClose();
    },
  });
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      closeAriaLabel="Close"
      footer={
        <DialogButtons onCancel={onClose}>
          <Button variant="primary" form={form} loading={doing.isPending} disabled={disabled}>
            {verb}
          </Button>
        </DialogButtons>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!disabled) doing.mutate();
        }}
      >
        <SpaceBetween size="m">
          {doing.error && <Failure of={doing.error} />}
          {children}
          {command && <CommandLine command={command} />}
        </SpaceBetween>
      </form>
    </Modal>
  );
}

import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Alarm } from '../../api/alarms.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import { useNotices } from '../../shell/notices.tsx';
import { type BulkAction, bulkCommand, bulkWords, changeAlarms } from './change-alarms.ts';
import { DialogButtons } from '../../parts/dialog-buttons.tsx';

interface BulkDialogProps {
  readonly action: BulkAction;
  readonly alarms: readonly Alarm[];
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

const shownNames = 10;

const consequences: Readonly<Record<BulkAction, string>> = {
  enable: 'They are evaluated from now on.',
  disable: 'They are not evaluated until they are enabled again.',
  'set-ok': 'They are armed again. No action is carried out.',
  delete: 'They and their actions are gone. What they did stays on record for 30 days.',
};

/** Says what a change of one or more alarms does, and does it. */
export function BulkDialog({ action, alarms, onClose, onDone }: BulkDialogProps) {
  const queries = useQueryClient();
  const { tell } = useNotices();
  const changing = useMutation({
    mutationFn: () => changeAlarms(action, alarms),
    onSuccess: async ({ done, failed }) => {
      await queries.invalidateQueries({ queryKey: ['alarms'] });
      if (failed.length > 0) return;
      tell({ type: 'success', content: `${bulkWords[action]}: ${count(done)} done.` });
      onClose();
      onDone?.();
    },
  });
  const failed = changing.data?.failed ?? [];
  return (
    <Modal
      visible
      header={`${bulkWords[action]}: ${count(alarms.length)}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <DialogButtons onCancel={onClose}>
          <Button variant="primary" loading={changing.isPending} onClick={() => changing.mutate()}>
            {bulkWords[action]}
          </Button>
        </DialogButtons>
      }
    >
      <SpaceBetween size="s">
        {failed.length > 0 && (
          <Alert type="error" header={`${count(failed.length)} could not be changed`}>
            {failed.slice(0, 5).map((text) => (
              <div key={text}>{visibleText(text)}</div>
            ))}
          </Alert>
        )}
        <Box>
          {alarms
            .slice(0, shownNames)
            .map(({ name }) => visibleText(name))
            .join(', ')}
          {alarms.length > shownNames && ` and ${alarms.length - shownNames} more`}
        </Box>
        <Box>{consequences[action]}</Box>
        {alarms.slice(0, 3).map((alarm) => (
          <CommandLine key={alarm.alarm_id} command={bulkCommand(action, alarm)} />
        ))}
      </SpaceBetween>
    </Modal>
  );
}

const count = (alarms: number) => (alarms === 1 ? '1 alarm' : `${alarms} alarms`);

import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { alarmListQuery } from '../../api/alarms.ts';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { ExplanationView } from '../../parts/explain/explanation-view.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { askReplay } from './replay.ts';
import { DialogButtons } from '../../parts/dialog-buttons.tsx';

interface SendAgainDialogProps {
  readonly messageId: string;
  readonly onClose: () => void;
}

/** First says what would happen, then sends the event to the alarm again. */
export function SendAgainDialog({ messageId, onClose }: SendAgainDialogProps) {
  const { tell } = useNotices();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const alarms = useQuery(alarmListQuery);
  const [alarmId, setAlarmId] = useState<string>();
  const [asNew, setAsNew] = useState(false);
  const trial = useMutation({ mutationFn: askReplay });
  const sending = useMutation({
    mutationFn: askReplay,
    onSuccess: async ({ already, events }) => {
      onClose();
      tell({
        type: already ? 'info' : 'success',
        content: already
          ? 'The event had been sent to this alarm again already: nothing was sent now.'
          : 'The event was sent to the alarm again.',
      });
      await queries.invalidateQueries({ queryKey: ['chain'] });
      const sent = events[0]?.message_id;
      if (sent !== undefined)
        void navigate({ to: '/events/$messageId', params: { messageId: sent } });
    },
  });
  const options = (alarms.data ?? [])
    .filter(({ type }) => type === 'event')
    .map(({ alarm_id, name, state }) => ({ value: alarm_id, label: name, description: state }));
  const ask = (real: boolean) =>
    alarmId !== undefined && (real ? sending : trial).mutate({ messageId, alarmId, asNew, real });
  const shown = trial.data?.events[0]?.explanation;
  return (
    <Modal
      visible
      header="Send again"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <DialogButtons onCancel={onClose}>
          <Button disabled={!alarmId} loading={trial.isPending} onClick={() => ask(false)}>
            What would happen?
          </Button>
          <Button
            variant="primary"
            disabled={!trial.isSuccess}
            disabledReason="See first what would happen."
            loading={sending.isPending}
            onClick={() => ask(true)}
          >
            Send again
          </Button>
        </DialogButtons>
      }
    >
      <SpaceBetween size="m">
        {(alarms.error ?? trial.error ?? sending.error) && (
          <Failure of={alarms.error ?? trial.error ?? sending.error} />
        )}
        <FormField label="Alarm" description="Only this alarm sees the event again.">
          <Select
            ariaLabel="Alarm"
            placeholder="Choose an alarm"
            filteringType="auto"
            loadingText="Loading"
            statusType={alarms.isPending ? 'loading' : 'finished'}
            empty="The project has no alarm on events."
            options={options}
            selectedOption={options.find(({ value }) => value === alarmId) ?? null}
            onChange={({ detail }) => {
              setAlarmId(detail.selectedOption.value);
              trial.reset();
            }}
          />
        </FormField>
        <Checkbox
          checked={asNew}
          description="With the same one, an alarm acts only if it has been armed since."
          onChange={({ detail }) => {
            setAsNew(detail.checked);
            trial.reset();
          }}
        >
          With a message ID of its own
        </Checkbox>
        {shown && <ExplanationView of={shown} open />}
        {alarmId !== undefined && (
          <CommandLine
            command={`openstack event replay create ${shellWord(messageId)} --alarm ${alarmId}${asNew ? ' --as-new' : ''} --real --confirm 1`}
          />
        )}
      </SpaceBetween>
    </Modal>
  );
}

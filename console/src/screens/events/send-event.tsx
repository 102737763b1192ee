import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useSession } from '../../shell/session-context.ts';
import { sendEvent } from './send-event-call.ts';
import { curlOf, draftOf, eventExamples, eventText } from './event-draft.ts';
import { SendEventForm } from './send-event-form.tsx';
import { DialogButtons } from '../../parts/dialog-buttons.tsx';

interface SendEventProps {
  /** The example to begin with: its id, an event type, or `new`. */
  readonly example: string;
  readonly onClose: () => void;
}

/** Sends an event, written in a form or as JSON, and goes to its page. */
export function SendEvent({ example, onClose }: SendEventProps) {
  const { project } = useSession();
  const navigate = useNavigate();
  const [tab, setTab] = useState('form');
  const [generated] = useState(() => new Date().toISOString().slice(0, -1));
  const [draft, setDraft] = useState(() => draftOf(example, crypto.randomUUID()));
  const [typed, setTyped] = useState<string>();
  const text = typed ?? eventText(draft, { projectId: project.id, generated });
  const sending = useMutation({
    mutationFn: () => sendEvent(text),
    onSuccess: (messageId) => void navigate({ to: '/events/$messageId', params: { messageId } }),
  });
  const chosen = eventExamples.find(({ eventType, traits }) => {
    return eventType === draft.eventType && traits === draft.traits;
  });
  return (
    <Modal
      visible
      size="large"
      header="Send an event"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <DialogButtons onCancel={onClose}>
          <Button variant="primary" loading={sending.isPending} onClick={() => sending.mutate()}>
            Send
          </Button>
        </DialogButtons>
      }
    >
      <SpaceBetween size="m">
        {sending.error && <Failure of={sending.error} />}
        <FormField label="Example" description="Fills the form in.">
          <Select
            ariaLabel="Example"
            placeholder="None"
            options={eventExamples.map(({ id, label, eventType }) => ({
              value: id,
              label,
              description: eventType,
            }))}
            selectedOption={chosen ? { value: chosen.id, label: chosen.label } : null}
            onChange={({ detail }) => {
              setTyped(undefined);
              setDraft(draftOf(detail.selectedOption.value ?? 'new', draft.messageId));
            }}
          />
        </FormField>
        <Tabs
          ariaLabel="How the event is written"
          activeTabId={tab}
          onChange={({ detail }) => setTab(detail.activeTabId)}
          tabs={[
            {
              id: 'form',
              label: 'Form',
              content:
                typed === undefined ? (
                  <SendEventForm draft={draft} onChange={setDraft} />
                ) : (
                  <SpaceBetween size="s">
                    <Box>The event has been changed as JSON, so the form does not show it.</Box>
                    <Button onClick={() => setTyped(undefined)}>Go back to the form’s event</Button>
                  </SpaceBetween>
                ),
            },
            {
              id: 'json',
              label: 'JSON',
              content: (
                <Textarea
                  ariaLabel="The event as JSON"
                  rows={16}
                  spellcheck={false}
                  value={text}
                  onChange={({ detail }) => setTyped(detail.value)}
                />
              ),
            },
            { id: 'curl', label: 'cURL', content: <CurlTab text={text} /> },
          ]}
        />
      </SpaceBetween>
    </Modal>
  );
}

const CurlTab = ({ text }: { readonly text: string }) => (
  <SpaceBetween size="s">
    <Box>Sends the same event from a shell that has read openrc.</Box>
    <CommandLine command={curlOf(text)} />
    <Box variant="pre">{curlOf(text)}</Box>
  </SpaceBetween>
);

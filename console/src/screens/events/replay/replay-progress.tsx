import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery } from '@tanstack/react-query';
import { mayWrite } from '../../../api/session.ts';
import { CommandLine } from '../../../parts/command-line.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { ScreenLink } from '../../../parts/screen-link.tsx';
import { alarmPath, functionPath } from '../../../parts/screen-paths.ts';
import { useSession } from '../../../shell/session-context.ts';
import { replayQuery, type ShownReplay, stopReplay } from './replay-item.ts';
import { progressWords } from './replay-words.ts';

interface ReplayProgressProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** How far a replay has come, which can be stopped. */
export function ReplayProgress({ id, onClose }: ReplayProgressProps) {
  const writes = mayWrite(useSession());
  const { data, error, refetch } = useQuery(replayQuery(id));
  const stopping = useMutation({
    mutationFn: () => stopReplay(id),
    onSettled: () => refetch(),
  });
  const isRunning = data?.state === 'running';
  return (
    <Modal
      visible
      header={`Replay ${id.slice(0, 8)}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            {isRunning && writes && (
              <Button loading={stopping.isPending} onClick={() => stopping.mutate()}>
                Stop it
              </Button>
            )}
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {(error ?? stopping.error) && (
          <Failure of={error ?? stopping.error} retry={() => void refetch()} />
        )}
        <ProgressBar
          label="Events sent"
          value={data && data.count > 0 ? (100 * data.sent) / data.count : 0}
          description={data ? `${data.sent} of ${data.count}` : 'Loading'}
          {...(isRunning && { additionalInfo: progressWords(data) })}
          {...(data && !isRunning && { status: statusOf(data), resultText: resultOf(data) })}
        />
        {data && <Followed of={data} />}
        <CommandLine
          command={
            isRunning ? `openstack event replay delete ${id}` : `openstack event replay show ${id}`
          }
        />
      </SpaceBetween>
    </Modal>
  );
}

const statusOf = ({ state }: ShownReplay) => (state === 'done' ? 'success' : 'error');
const resultOf = (replay: ShownReplay): string =>
  replay.state === 'done'
    ? `Done: ${progressWords(replay)}`
    : `It was stopped: ${progressWords(replay)}`;

/** Where to see what followed. */
function Followed({ of }: { readonly of: ShownReplay }) {
  const { alarm, function: functionId } = of.target;
  if (alarm !== undefined) return <ScreenLink to={alarmPath(alarm)}>What the alarm did</ScreenLink>;
  if (functionId !== undefined)
    return <ScreenLink to={functionPath(functionId)}>The function and its executions</ScreenLink>;
  return <Box>The copies come into the list of events.</Box>;
}

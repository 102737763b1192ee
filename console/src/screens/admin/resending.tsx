import Button from '@cloudscape-design/components/button';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';
import { Failure } from '../../parts/failure.tsx';
import { resendSome, type DeadLetterQueue } from './dead-letters.ts';

interface ResendingProps {
  readonly queue: DeadLetterQueue;
  readonly onDone: () => void;
}

/** How many are asked for in one request, so that progress is seen. */
const batch = 20;

interface Progress {
  readonly sent: number;
  readonly total: number;
  readonly running: boolean;
  readonly error?: unknown;
}

/** Sends all messages of a queue to where they came from, some at a time, until stopped or done. */
export function Resending({ queue, onDone }: ResendingProps) {
  const [progress, setProgress] = useState<Progress>();
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const run = async () => {
    stopped.current = false;
    const total = queue.depth;
    let sent = 0;
    setProgress({ sent, total, running: true });
    try {
      for (let more = true; more && !stopped.current; ) {
        const { resent, remaining } = await resendSome(queue.name, batch);
        sent += resent;
        // What is in flight elsewhere cannot be sent now. A message that fails again is not sent twice.
        more = resent > 0 && remaining > 0 && sent < total;
        setProgress({ sent, total, running: more });
      }
      setProgress({ sent, total, running: false });
    } catch (error) {
      setProgress({ sent, total, running: false, error });
    }
    onDone();
  };
  return (
    <SpaceBetween size="s">
      {progress?.running ? (
        <Button
          onClick={() => {
            stopped.current = true;
          }}
        >
          Stop
        </Button>
      ) : (
        <Button disabled={queue.depth === 0} onClick={() => void run()}>
          Resend all
        </Button>
      )}
      {progress && (
        <ProgressBar
          label="Resent"
          value={progress.total === 0 ? 100 : (100 * progress.sent) / progress.total}
          additionalInfo={`${progress.sent} of ${progress.total}`}
          status={progress.running ? 'in-progress' : progress.error ? 'error' : 'success'}
          resultText={`${progress.sent} messages were resent.`}
        />
      )}
      {progress?.error !== undefined && <Failure of={progress.error} />}
    </SpaceBetween>
  );
}

import { ScreenLink } from '../../parts/screen-link.tsx';
import { alarmPath, eventPath } from '../../parts/screen-paths.ts';
import type { ExecutionItem } from './execution-item.ts';

/** What an execution follows from, as links. */
export function ExecutionCause({ cause }: { readonly cause: ExecutionItem['cause'] }) {
  if (!cause) return <>user</>;
  if ('job_id' in cause)
    return <ScreenLink to={`/jobs/${encodeURIComponent(cause.job_id)}`}>job</ScreenLink>;
  if ('webhook_id' in cause)
    return (
      <ScreenLink to={`/webhooks/${encodeURIComponent(cause.webhook_id)}`}>webhook</ScreenLink>
    );
  if ('replay_id' in cause)
    return (
      <>
        replay
        {cause.message_id && (
          <>
            {' of '}
            <ScreenLink to={eventPath(cause.message_id)}>event</ScreenLink>
          </>
        )}
      </>
    );
  return (
    <>
      <ScreenLink to={alarmPath(cause.alarm_id)}>alarm</ScreenLink>
      {cause.message_id && (
        <>
          {' · '}
          <ScreenLink to={eventPath(cause.message_id)}>event</ScreenLink>
        </>
      )}
    </>
  );
}

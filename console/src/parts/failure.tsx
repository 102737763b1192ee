import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { ApiError } from '../api/api-error.ts';

interface Told {
  readonly header: string;
  readonly advice: string;
}

function toldOf(error: unknown): Told {
  if (!(error instanceof ApiError))
    return {
      header: 'This screen does not understand the answer',
      advice:
        'Load the page again. If it stays so, the deployment and the console may be of different versions.',
    };
  if (error.status === 0)
    return { header: 'No connection', advice: 'Check your network, then try again.' };
  if (error.status === 302)
    return { header: 'Too large to show', advice: 'The command line can fetch it.' };
  if (error.status === 401)
    return { header: 'Not signed in', advice: 'Check name and password, or sign in again.' };
  if (error.status === 403)
    return {
      header: 'Not allowed',
      advice: 'Your role in this project does not permit it. Ask an administrator.',
    };
  if (error.status === 404)
    return { header: 'Not found', advice: 'It may be gone, or belong to another project.' };
  if (error.status === 409)
    return {
      header: 'Not possible as things are',
      advice: 'Look at the present state, then try again.',
    };
  if (error.status === 429)
    return {
      header: 'Too many requests',
      advice: `Try again ${error.retryAfter === undefined ? 'later' : `in ${error.retryAfter} s`}.`,
    };
  if (error.status >= 500) return { header: 'Taibai failed', advice: 'Try again in a moment.' };
  return { header: 'The request was refused', advice: 'Change what it names, then try again.' };
}

interface FailureProps {
  readonly of: unknown;
  readonly retry?: () => void;
}

/** What went wrong, why, and what to do about it. */
export function Failure({ of, retry }: FailureProps) {
  const { header, advice } = toldOf(of);
  return (
    <Alert
      type="error"
      header={header}
      action={retry && <Button onClick={retry}>Try again</Button>}
    >
      {of instanceof Error ? of.message : String(of)} {advice}
    </Alert>
  );
}

import Button from '@cloudscape-design/components/button';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { createExecution, type Execution } from '../../api/engine/executions.ts';
import { mayWrite } from '../../api/session.ts';
import { executionPath } from '../../parts/screen-paths.ts';
import { useNotices } from '../../shell/notices.tsx';
import { useSession } from '../../shell/session-context.ts';

/** The same function and version, or what the alias names now, with the same input. */
export const againOf = ({ function_alias, function_id, function_version, input }: Execution) => ({
  ...(function_alias
    ? { function_alias }
    : {
        ...(function_id && { function_id }),
        ...(function_version !== null && { function_version }),
      }),
  ...(typeof input === 'string' && { input }),
});

/** Runs the function again with the input of an execution, and shows that run. */
export function RunAgain({ execution }: { readonly execution: Execution }) {
  const session = useSession();
  const navigate = useNavigate();
  const { tell } = useNotices();
  const running = useMutation({
    mutationFn: () => createExecution(againOf(execution)),
    onSuccess: ({ id }) => void navigate({ to: executionPath(id) }),
    onError: (error) => tell({ type: 'error', content: error.message }),
  });
  return (
    <Button
      loading={running.isPending}
      disabled={!mayWrite(session)}
      disabledReason="Readers cannot run functions."
      onClick={() => running.mutate()}
    >
      Run again with this input
    </Button>
  );
}

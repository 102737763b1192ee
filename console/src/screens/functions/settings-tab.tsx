import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteFunction, functionsQuery } from '../../api/engine/functions.ts';
import { isAdmin, mayWrite } from '../../api/session.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { useSession } from '../../shell/session-context.ts';
import type { FunctionTabProps } from './function-tab-props.ts';
import { SettingsForm } from './settings-form.tsx';
import { WorkerPanel } from './worker-panel.tsx';

export function SettingsTab({ fn }: FunctionTabProps) {
  const session = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  return (
    <SpaceBetween size="l">
      <SettingsForm key={fn.updated_at} fn={fn} />
      {isAdmin(session) && <WorkerPanel fn={fn} />}
      {mayWrite(session) && <Button onClick={() => setDeleting(true)}>Delete this function</Button>}
      {deleting && (
        <Confirm
          title={`Delete the function ${fn.name ?? fn.id}`}
          verb="Delete"
          command={`openstack function delete ${fn.id}`}
          action={() => deleteFunction(fn.id)}
          onDone={() => {
            void navigate({ to: '/functions' });
            void queries.invalidateQueries({ queryKey: functionsQuery.queryKey, exact: true });
          }}
          onClose={() => setDeleting(false)}
        >
          Its code and its secrets are gone then. Versions, aliases, webhooks and jobs of it must be
          deleted first.
        </Confirm>
      )}
    </SpaceBetween>
  );
}

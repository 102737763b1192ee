import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';
import { isAdmin } from '../../api/session.ts';
import { useSession } from '../../shell/session-context.ts';

interface AdminsOnlyProps {
  readonly children: ReactNode;
  /** Whether it needs Taibai's own identity service. */
  readonly ownIdentity?: boolean;
}

/** Says to everybody else why there is nothing to see. The API decides; this only explains. */
export function AdminsOnly({ children, ownIdentity = false }: AdminsOnlyProps) {
  const session = useSession();
  if (!isAdmin(session))
    return (
      <Alert type="info" header="For administrators">
        Your role in this project is {session.roles.join(', ') || 'none'}.
      </Alert>
    );
  if (ownIdentity && !session.deployment.own_identity)
    return (
      <Alert type="info" header="Kept by your cloud's Keystone">
        Users and projects are those of your cloud. They are changed there.
      </Alert>
    );
  return children;
}

import Alert from '@cloudscape-design/components/alert';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { isAdmin } from '../../api/session.ts';
import { useSession } from '../../shell/session-context.ts';

interface AdminsOnlyProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Whether it needs Taibai's own identity service. */
  readonly ownIdentity?: boolean;
}

/** Says to everybody else why there is nothing to see. The API decides; this only explains. */
export function AdminsOnly({ title, children, ownIdentity = false }: AdminsOnlyProps) {
  const session = useSession();
  if (!isAdmin(session))
    return (
      <Refused title={title} header="For administrators">
        Your role in this project is {session.roles.join(', ') || 'none'}.
      </Refused>
    );
  if (ownIdentity && !session.deployment.own_identity)
    return (
      <Refused title={title} header="Kept by your cloud's Keystone">
        Users and projects are those of your cloud. They are changed there.
      </Refused>
    );
  return children;
}

interface RefusedProps {
  readonly title: string;
  readonly header: string;
  readonly children: ReactNode;
}

const Refused = ({ title, header, children }: RefusedProps) => (
  <SpaceBetween size="m">
    <Header variant="h1">{title}</Header>
    <Alert type="info" header={header}>
      {children}
    </Alert>
  </SpaceBetween>
);

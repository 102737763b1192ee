import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { addGrant, grantsQuery, removeGrant, type Grant } from '../../api/identity/grants.ts';
import type { User } from '../../api/identity/users.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { AddRole } from './add-role.tsx';

interface UserRolesProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** What a user may do in which project; grants and revokes. */
export function UserRoles({ user, onClose }: UserRolesProps) {
  const queries = useQueryClient();
  const grants = useQuery(grantsQuery);
  const changing = useMutation({
    mutationFn: ({ grant, adds }: { readonly grant: Grant; readonly adds: boolean }) =>
      adds ? addGrant(grant) : removeGrant(grant),
    onSuccess: () => void queries.invalidateQueries({ queryKey: grantsQuery.queryKey }),
  });
  const mine = (grants.data ?? []).filter((grant) => grant.user.id === user.id);
  const error = grants.error ?? changing.error;
  return (
    <Modal
      visible
      header={`Roles of ${user.name}`}
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button onClick={onClose}>Close</Button>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error && <Failure of={error} />}
        {mine.length === 0 && <Box color="text-body-secondary">No role in any project.</Box>}
        {mine.map(({ role, scope }) => (
          <div className="between" key={`${role.id} ${scope.project.id}`}>
            <span>
              {role.name} in {scope.project.name}
            </span>
            <Button
              variant="inline-link"
              ariaLabel={`Revoke ${role.name} in ${scope.project.name}`}
              disabled={changing.isPending}
              onClick={() =>
                changing.mutate({
                  grant: { projectId: scope.project.id, userId: user.id, roleId: role.id },
                  adds: false,
                })
              }
            >
              Revoke
            </Button>
          </div>
        ))}
        <AddRole
          pending={changing.isPending}
          onAdd={(projectId, roleId) =>
            changing.mutate({ grant: { projectId, userId: user.id, roleId }, adds: true })
          }
        />
        <CommandLine command={`openstack role add --user ${user.id} --project PROJECT member`} />
      </SpaceBetween>
    </Modal>
  );
}

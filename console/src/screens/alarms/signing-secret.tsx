import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import * as z from 'zod';
import { ApiError } from '../../api/api-error.ts';
import { requestJson } from '../../api/request.ts';
import { mayWrite } from '../../api/session.ts';
import { Failure } from '../../parts/failure.tsx';
import { Instant } from '../../parts/instant.tsx';
import { useSession } from '../../shell/session-context.ts';

const signing = z.object({
  generation: z.number(),
  secret: z.string(),
  previous_until: z.string().nullable(),
});

const path = '/alarming/v2/signing-secret';

/** The secret that signs the project's deliveries, shown when it is asked for and not kept. */
export function SigningSecret() {
  const mine = mayWrite(useSession());
  const showing = useMutation({ mutationFn: () => requestJson(path, signing) });
  const making = useMutation({
    mutationFn: () => requestJson(path, signing, { method: 'POST' }),
    onSuccess: () => showing.mutate(),
  });
  const isMissing = showing.error instanceof ApiError && showing.error.status === 404;
  return (
    <SpaceBetween size="s">
      <Header variant="h2" description="One for all alarms of the project">
        Signing secret
      </Header>
      <Box>
        With it, a receiver can tell that a delivery comes from Taibai: Standard Webhooks, headers
        webhook-id, webhook-timestamp and webhook-signature.
      </Box>
      {showing.error && !isMissing && <Failure of={showing.error} />}
      {making.error && <Failure of={making.error} />}
      {isMissing && (
        <Alert
          type="info"
          action={
            <Button disabled={!mine} loading={making.isPending} onClick={() => making.mutate()}>
              Make one
            </Button>
          }
        >
          The project has none: its deliveries are not signed.
        </Alert>
      )}
      {showing.data ? (
        <SpaceBetween size="xs">
          <CopyToClipboard
            variant="inline"
            copyButtonAriaLabel="Copy the secret"
            copySuccessText="Secret copied"
            copyErrorText="The browser does not let this page copy"
            textToCopy={showing.data.secret}
            textToDisplay={showing.data.secret}
          />
          {showing.data.previous_until !== null && (
            <Box color="text-body-secondary">
              The one before it signs, too, until <Instant at={showing.data.previous_until} />.
            </Box>
          )}
          <Button onClick={() => showing.reset()}>Hide</Button>
        </SpaceBetween>
      ) : (
        <Button
          loading={showing.isPending}
          disabled={!mine}
          disabledReason="Readers may not see it."
          onClick={() => showing.mutate()}
        >
          Show
        </Button>
      )}
    </SpaceBetween>
  );
}

import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { mayWrite } from '../../api/session.ts';
import { useSession } from '../../shell/session-context.ts';
import { SendAgainDialog } from './send-again-dialog.tsx';

export function SendAgain({ messageId }: { readonly messageId: string }) {
  const session = useSession();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        disabled={!mayWrite(session)}
        disabledReason="Readers may not send events."
        onClick={() => setOpen(true)}
      >
        Send again
      </Button>
      {open && <SendAgainDialog messageId={messageId} onClose={() => setOpen(false)} />}
    </>
  );
}

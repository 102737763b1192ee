import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/api-error.ts';
import { packageQuery } from '../../api/engine/functions.ts';
import { readPackage } from '../../package/package-members.ts';
import { Failure } from '../../parts/failure.tsx';
import { LoadingSpace } from '../../parts/loading-space.tsx';
import { CodeWorkbench } from './code-workbench.tsx';
import type { FunctionTabProps } from './function-tab-props.ts';
import { PackageButtons } from './package-buttons.tsx';
import { PackageCommands } from './package-commands.tsx';
import { RunPanel } from './run-panel.tsx';

/** The code, beside a run of it. */
export function CodeTab({ fn, draft, onDraft }: FunctionTabProps) {
  const editable = fn.code.source === 'package';
  const zip = useQuery({ ...packageQuery(fn.id), enabled: editable });
  const read = zip.data && readPackage(zip.data);
  const large = zip.error instanceof ApiError && zip.error.status === 302;
  const reason = editable
    ? (read?.kind === 'unreadable' && read.reason) || (large && 'It is larger than 4 MB.')
    : `Its code is ${fn.code.image ? `the image ${fn.code.image}` : 'in object storage'}.`;
  if (read?.kind === 'files')
    return (
      <CodeWorkbench fn={fn} zip={zip.data} files={read.files} draft={draft} onDraft={onDraft} />
    );
  return (
    <SpaceBetween size="m">
      {reason && (
        <Alert type="info" header="This code cannot be edited here">
          <SpaceBetween size="s">
            {reason}
            {!fn.code.image && (
              <PackageCommands id={fn.id} name={fn.name ?? ''} entry={fn.entry ?? ''} />
            )}
          </SpaceBetween>
        </Alert>
      )}
      {zip.error && !large && <Failure of={zip.error} retry={() => void zip.refetch()} />}
      {editable && !zip.isPending && (
        <PackageButtons
          fn={fn}
          zip={zip.data}
          hasDraft={draft !== undefined}
          onUploaded={() => onDraft(undefined)}
        />
      )}
      {editable && zip.isPending && <LoadingSpace lines={20} />}
      <RunPanel fn={fn} />
    </SpaceBetween>
  );
}

import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { mayWrite } from '../../api/session.ts';
import { LazyEditor } from '../../editor/lazy-editor.tsx';
import { fileOfEntry } from '../../package/entry.ts';
import { fileOf, textFile, withFile, type PackageFile } from '../../package/package-members.ts';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useSession } from '../../shell/session-context.ts';
import { FileList } from './file-list.tsx';
import type { FunctionTabProps } from './function-tab-props.ts';
import { PackageButtons } from './package-buttons.tsx';
import { RunPanel } from './run-panel.tsx';
import { useSaveCode } from './save-code.ts';

interface CodeWorkbenchProps extends Pick<FunctionTabProps, 'fn' | 'draft' | 'onDraft'> {
  /** The saved package. */
  readonly zip: Uint8Array | undefined;
  /** Its files. */
  readonly files: readonly PackageFile[];
}

/** Files, editor and a run side by side: change, save, run, look. */
export function CodeWorkbench({ fn, zip, files: saved, draft, onDraft }: CodeWorkbenchProps) {
  const writes = mayWrite(useSession());
  const files = draft?.files ?? saved;
  const [chosen, setChosen] = useState<string>();
  /** Rises whenever the editor is to show what is saved. */
  const [resets, setResets] = useState(0);
  const path = chosen ?? fileOfEntry(files, fn.entry) ?? files[0]?.path;
  const file = files.find((one) => one.path === path);
  const revision = draft?.revision ?? 0;
  const saving = useSaveCode(fn.id, onDraft);
  const change = (next: readonly PackageFile[], anew = false) =>
    onDraft({ files: next, revision: anew ? revision + 1 : revision });
  const reset = () => {
    onDraft(undefined);
    setResets(resets + 1);
  };
  const save = () => saving.mutateAsync(files);
  return (
    <div className="workbench">
      <SpaceBetween size="s">
        {saving.error && <Failure of={saving.error} />}
        <FileList
          files={files}
          saved={saved}
          active={path}
          readOnly={!writes}
          onChoose={setChosen}
          onChange={(next) => change(next, true)}
        />
        {file?.text === undefined ? (
          <Alert type="info">
            {file ? `${file.path} is no text, or too long to edit.` : 'The package is empty.'}
          </Alert>
        ) : (
          <LazyEditor
            key={`${file.path} ${revision} ${resets}`}
            label={`Code of ${file.path}`}
            path={file.path}
            text={file.text}
            readOnly={!writes}
            minLines={18}
            onChange={(text) => {
              const { bytes } = textFile(file.path, text);
              change(withFile(files, fileOf(file.path, bytes, file.mode)));
            }}
          />
        )}
        <SpaceBetween direction="horizontal" size="xs">
          {writes && (
            <Button
              variant="primary"
              disabled={!draft}
              loading={saving.isPending}
              onClick={() => saving.mutate(files)}
            >
              Save
            </Button>
          )}
          {writes && (
            <Button disabled={!draft || saving.isPending} onClick={reset}>
              Discard changes
            </Button>
          )}
          <PackageButtons fn={fn} zip={zip} hasDraft={draft !== undefined} onUploaded={reset} />
        </SpaceBetween>
        <ExpandableSection headerText="Commands">
          <SpaceBetween size="xxs">
            <CommandLine command={`openstack function download ${fn.id} -o package.zip`} />
            <CommandLine
              command={
                files.length === 1 && file
                  ? `openstack function update ${fn.id} --file ${shellWord(file.path)}`
                  : `openstack function update ${fn.id} --package package.zip`
              }
            />
          </SpaceBetween>
        </ExpandableSection>
      </SpaceBetween>
      <RunPanel fn={fn} {...(draft && { save })} />
    </div>
  );
}

import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { functionQuery, packageQuery, updateFunction } from '../../api/engine/functions.ts';
import { fileOfEntry, likelyEntry } from '../../package/entry.ts';
import { readPackage } from '../../package/package-members.ts';
import { shellWord } from '../../parts/command-line.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { useNotices } from '../../shell/notices.tsx';
import type { ShownFunction } from './function-tab-props.ts';
import { PackageCommands } from './package-commands.tsx';
import { type ChosenZip, ZipChoice } from './zip-choice.tsx';

interface UploadZipProps {
  readonly fn: ShownFunction;
  /** Whether there are changes in the editor that the zip replaces. */
  readonly hasDraft: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Replaces the code of a function by a zip. */
export function UploadZip({ fn, hasDraft, onDone, onClose }: UploadZipProps) {
  const queries = useQueryClient();
  const { tell } = useNotices();
  const [zip, setZip] = useState<ChosenZip>();
  const [tooLarge, setTooLarge] = useState(false);
  const [entry, setEntry] = useState(fn.entry ?? '');
  const read = zip && readPackage(zip.bytes);
  const files = read?.kind === 'files' ? read.files : undefined;
  const isLost = files !== undefined && fileOfEntry(files, entry) === undefined;
  const choose = (next: ChosenZip | undefined, large: boolean) => {
    setZip(next);
    setTooLarge(large);
    const chosen = next && readPackage(next.bytes);
    if (chosen?.kind !== 'files' || fileOfEntry(chosen.files, entry) !== undefined) return;
    setEntry(likelyEntry(chosen.files) ?? entry);
  };
  const isMoved = entry !== (fn.entry ?? '');
  return (
    <DialogForm
      title="Upload a zip"
      verb="Upload"
      disabled={!zip}
      command={`openstack function update ${fn.id} --package ${shellWord(zip?.name ?? 'package.zip')}${isMoved ? ` --entry ${shellWord(entry)}` : ''}`}
      action={async () => {
        if (!zip) throw new Error('Choose a package first.');
        await updateFunction(fn.id, isMoved ? { entry } : {}, zip.bytes);
        return zip.bytes;
      }}
      onDone={(bytes) => {
        queries.setQueryData(packageQuery(fn.id).queryKey, bytes);
        void queries.invalidateQueries({ queryKey: functionQuery(fn.id).queryKey, exact: true });
        tell({ type: 'success', content: 'Uploaded. Runs from now on use the new code.' });
        onDone();
      }}
      onClose={onClose}
    >
      {hasDraft && (
        <Alert type="warning">
          The changes in the editor that are not saved are replaced, too.
        </Alert>
      )}
      <ZipChoice onChange={choose} />
      {tooLarge && <PackageCommands id={fn.id} name={fn.name ?? ''} entry={entry} />}
      <FormField
        label="Entry"
        description="The module and the function in it that is called."
        warningText={isLost && 'The zip has no such module.'}
      >
        <Input value={entry} onChange={({ detail }) => setEntry(detail.value)} />
      </FormField>
    </DialogForm>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { functionQuery, packageQuery, updateFunction } from '../../api/engine/functions.ts';
import {
  maximumPackageBytes,
  writePackage,
  type PackageFile,
} from '../../package/package-members.ts';
import { useNotices } from '../../shell/notices.tsx';
import type { Draft } from './draft.ts';

/** Stores the files as the function's new package. */
export function useSaveCode(id: string, onDraft: (draft: Draft | undefined) => void) {
  const queries = useQueryClient();
  const { tell } = useNotices();
  return useMutation({
    mutationFn: async (files: readonly PackageFile[]) => {
      const zip = writePackage(files);
      if (zip.length > maximumPackageBytes)
        throw new Error('The package would be larger than 4 MB. Deploy it by command.');
      await updateFunction(id, {}, zip);
      return zip;
    },
    onSuccess: (zip) => {
      queries.setQueryData(packageQuery(id).queryKey, zip);
      void queries.invalidateQueries({ queryKey: functionQuery(id).queryKey, exact: true });
      onDraft(undefined);
      tell({ type: 'success', content: 'Saved. Runs from now on use the new code.' });
    },
  });
}

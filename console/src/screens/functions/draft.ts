import type { PackageFile } from '../../package/package-members.ts';

/** Changes of a function's code that are not saved yet. */
export interface Draft {
  readonly files: readonly PackageFile[];
  /** Rises whenever files came from elsewhere than the editor, which then shows them anew. */
  readonly revision: number;
}

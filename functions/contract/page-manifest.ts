import * as z from 'zod/mini';

/**
 * The served files by path without a leading slash, such as `console/index.html`. They are written when the
 * stacks are synthesized. Beside the manifest each lies twice, compressed: `<path>.br` and `<path>.gz`.
 */
export const pageManifest = z.record(
  z.string(),
  z.object({
    contentType: z.string(),
    /** Of the content, for `ETag`. */
    tag: z.string(),
    /** Whether its name changes with its content, so that it may be cached forever. */
    hashed: z.boolean(),
  }),
);

export type PageManifest = z.infer<typeof pageManifest>;

export const pageManifestFile = 'manifest.json';
/** The folder of the files, beside the code of their Lambda. */
export const pageFolder = 'files';
/** What the console's page refers to: files whose names change with their content. */
export const consoleAssets = 'console/assets/';

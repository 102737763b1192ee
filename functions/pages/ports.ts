/** How a body is encoded; `identity` is not at all. */
export type Encoding = 'br' | 'gzip' | 'identity';

export interface PageFile {
  readonly contentType: string;
  /** Changes with the content. */
  readonly tag: string;
  /** Whether the name changes with the content. */
  readonly hashed: boolean;
  readonly body: (encoding: Encoding) => Promise<Uint8Array<ArrayBuffer>>;
}

/** The files that are served, by path without a leading slash. */
export interface PageFiles {
  find(path: string): PageFile | undefined;
}

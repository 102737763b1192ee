import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Where a deployment stores its data. */
export interface Stored {
  readonly dynamo: DynamoDBDocumentClient;
  readonly s3: S3Client;
  readonly tables: Readonly<Record<'alarms' | 'executions' | 'functions' | 'identity', string>> & {
    /** Undefined if the deployment stores no events. */
    readonly events: string | undefined;
  };
  readonly bucket: string;
}

/** One file of an export: a line of JSON for each entry. */
export interface Part {
  readonly name: string;
  entries(projectId: string): AsyncIterable<object>;
}

/** Pages of a list by time, until one is not full. */
export async function* paged<Entry>(
  page: (before: Entry | undefined) => Promise<readonly Entry[]>,
  limit: number,
): AsyncIterable<Entry> {
  let last: Entry | undefined;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
    const entries = await page(last);
    yield* entries;
    last = entries.at(-1);
    if (entries.length < limit) return;
  }
}

/** Reads the payload of a row. One that has expired, or was lost, does not end the export. */
export const textOf =
  (load: (payload: { readonly text: string } | { readonly key: string }) => Promise<string>) =>
  async (payload: { readonly text: string } | { readonly key: string } | null) => {
    if (payload === null) return null;
    try {
      return await load(payload);
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey' && 'key' in payload)
        return { missing: payload.key };
      throw error;
    }
  };

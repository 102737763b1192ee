import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { binOf } from '../../../local/folder.ts';
import { ask } from '../../parity/support/oracle.ts';

export const parliamentPython = join(binOf('validators'), 'python');
const script = fileURLToPath(new URL('parliament_findings.py', import.meta.url));

const answer = z.array(z.object({ issue: z.string(), severity: z.string(), detail: z.string() }));
export type PolicyFinding = z.infer<typeof answer>[number];

/** What parliament says of each document; it reads no numbers, which IAM takes as text, too. */
export async function judged(
  documents: readonly unknown[],
): Promise<readonly (readonly PolicyFinding[])[]> {
  const written = documents.map((document) =>
    JSON.stringify(document, (_, value: unknown) =>
      typeof value === 'number' ? String(value) : value,
    ),
  );
  const distinct = [...new Set(written)];
  const command = [parliamentPython, '-W', 'ignore', script] as const;
  const answers = await ask([...command], distinct, String);
  const byDocument = new Map(distinct.map((text, i) => [text, answer.parse(answers[i])]));
  return written.map((text) => byDocument.get(text) ?? []);
}

// `npm run openapi [-- --url URL]`: prints the API document.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { dialects } from './openapi/dialects.ts';
import { apiDocument } from './openapi/document.ts';

const { values } = parseArgs({
  options: { url: { type: 'string', default: 'http://localhost:7070' } },
});
const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(text));
console.log(JSON.stringify(apiDocument(dialects, { version, url: values.url }), null, 2));

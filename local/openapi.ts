// `npm run openapi [-- --url URL]`: prints the API document.
import { parseArgs } from 'node:util';
import { dialects } from './openapi/dialects.ts';
import { apiDocument } from './openapi/document.ts';
import { packageVersion } from './openapi/package-version.ts';

const { values } = parseArgs({
  options: { url: { type: 'string', default: 'http://localhost:7070' } },
});
const version = await packageVersion();
console.log(JSON.stringify(apiDocument(dialects, { version, url: values.url }), null, 2));

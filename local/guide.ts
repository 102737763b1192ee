// `npm run guide`: the guide as a story that runs, on a local stack of its own.
import { join } from 'node:path';
import { binOf } from './folder.ts';
import { followGuide } from './guide/story.ts';
import { interruption } from './interruption.ts';
import { withStack } from './with-stack.ts';

const signal = interruption();
const report = (line: string): void => console.log(`[guide] ${line}`);
try {
  const checks = await withStack(
    { command: 'guide', rights: 'checked', report, signal },
    ({ stack, folder }) =>
      followGuide({
        url: stack.url,
        user: 'demo',
        bin: binOf('clients-3'),
        webhookForm: 'webhook create $function_id',
        home: join(folder, 'home'),
        print: (line) => console.log(line),
        signal,
      }),
  );
  const failed = checks.filter(({ failure }) => failure !== undefined);
  console.log(
    failed.length === 0
      ? `\nThe guide holds: ${checks.length} fields checked.`
      : `\nThe guide does not hold: ${failed.length} of ${checks.length} fields differ.`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(`\nThe guide broke off: ${signal.aborted ? 'interrupted' : why}`);
  process.exitCode = signal.aborted ? 130 : 1;
}
process.exit();

// `npm run guide`: follows the guide on a local stack of its own and checks every field that it shows.
import { join } from 'node:path';
import { binOf } from './folder.ts';
import { followGuide } from './guide/follow-guide.ts';
import { followMetrics } from './guide/follow-metrics.ts';
import { interruption } from './interruption.ts';
import { withTemporaryStack } from './temporary-stack.ts';

const signal = interruption();
const report = (line: string): void => console.log(`[guide] ${line}`);
try {
  const checks = await withTemporaryStack(
    { command: 'guide', permissions: 'checked', report, signal },
    async ({ stack, folder }) => {
      const options = {
        url: stack.url,
        user: 'demo',
        print: (line: string) => console.log(line),
        signal,
      };
      return [
        ...(await followGuide({
          ...options,
          bin: binOf('clients-3'),
          webhookForm: 'webhook create $function_id',
          secondChapter: true,
          home: join(folder, 'home'),
        })),
        ...(await followMetrics({
          ...options,
          bin: binOf('clients'),
          webhookForm: 'webhook create --function $function_id',
          home: join(folder, 'metrics'),
        })),
      ];
    },
  );
  const failed = checks.filter(({ failure }) => failure !== undefined);
  console.log(
    failed.length === 0
      ? `\nThe guide works: ${checks.length} fields are as expected.`
      : `\nThe guide does not work: ${failed.length} of ${checks.length} fields differ.`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(`\nThe guide failed: ${signal.aborted ? 'interrupted' : why}`);
  process.exitCode = signal.aborted ? 130 : 1;
}
process.exit();

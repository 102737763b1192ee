// `npm run screenshots [-- --readme]`: pictures of every screen of the console.
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from './browser.ts';
import { dotLocal, root } from './folder.ts';
import { interruption } from './interruption.ts';
import { failingReceiver } from './screenshots/failing-receiver.ts';
import { takePictures } from './screenshots/pictures.ts';
import { tellStory } from './screenshots/story.ts';
import { logIn } from './session.ts';
import { withTemporaryStack } from './temporary-stack.ts';

/** The pictures of the README. */
const best = ['events', 'event', 'alarm-edit'];

const { values } = parseArgs({
  options: { url: { type: 'string' }, readme: { type: 'boolean', default: false } },
});
const folder = join(dotLocal, 'screenshots');
const report = (line: string): void => console.log(`[screenshots] ${line}`);

async function takeAll(url: string): Promise<void> {
  const receiver = await failingReceiver();
  const browser = await startBrowser();
  try {
    const story = await tellStory(await logIn(url, 'demo'), receiver.url);
    report('the story is told');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const width of [1280, 390] as const)
      for (const dark of [false, true]) {
        // oxlint-disable-next-line no-await-in-loop -- one page after another, as the machine has few cores
        await takePictures(browser, { url, folder, story, width, dark });
        report(`${width} pixels, ${dark ? 'dark' : 'light'}`);
      }
  } finally {
    await browser.close();
    await receiver.stop();
  }
  if (values.readme)
    for (const name of best)
      copyFileSync(
        join(folder, `${name}-1280-light.png`),
        join(root, 'docs', 'images', `console-${name}.png`),
      );
  report(`all are in ${folder}`);
}

try {
  if (values.url !== undefined) await takeAll(values.url);
  else
    await withTemporaryStack(
      { command: 'screenshots', report, signal: interruption() },
      ({ stack }) => takeAll(stack.url),
    );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

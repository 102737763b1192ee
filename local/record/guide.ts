// `npm run record`: runs the guide, keeps what it prints as `docs/images/guide.txt`, and draws the
// README's picture from it. `npm run record -- --draw` draws the kept transcript again.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../folder.ts';
import { interruption } from '../interruption.ts';
import { run } from '../program.ts';
import { reported } from '../report.ts';
import { drawGuide } from './picture.ts';

const images = join(root, 'docs', 'images');
const transcriptFile = join(images, 'guide.txt');
const pictureFile = join(images, 'guide.svg');
const report = (line: string): void => console.log(`[record] ${line}`);

async function record(signal: AbortSignal): Promise<string> {
  const { code, stdout, stderr } = await reported(report, 'npm run guide', () =>
    run('npm', ['run', '--silent', 'guide'], { cwd: root, signal }),
  );
  if (code !== 0) throw new Error(`${stdout}${stderr}\nThe guide ended with ${code}.`);
  const transcript = `$ npm run guide\n${stdout}`;
  for (const folder of [root, homedir()])
    if (transcript.includes(folder)) throw new Error(`The guide printed ${folder}.`);
  return transcript;
}

const { values } = parseArgs({ options: { draw: { type: 'boolean', default: false } } });
try {
  mkdirSync(images, { recursive: true });
  if (!values.draw) writeFileSync(transcriptFile, await record(interruption()));
  writeFileSync(pictureFile, drawGuide(readFileSync(transcriptFile, 'utf8')));
  report(pictureFile);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();

import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { pageManifest, pageManifestFile } from '../../functions/contract/page-manifest.ts';
import { lambdaFolder } from '../../infra/constructs/code.ts';
import { pageFiles } from '../../infra/constructs/page-files.ts';
import { deploymentOf, rightsOf, synthesize } from './support.ts';

const ofFiles = (key: string) => /^ANY \/(console|docs|openapi\.json)/.test(key);

describe('a deployment without the console', () => {
  const on = synthesize(deploymentOf({}));
  const off = synthesize(deploymentOf({ console: false }));
  const routes = (of: typeof on) =>
    of.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => String(properties['RouteKey']));

  test('has no Lambda or route of its files', () => {
    expect(on.lambdas.has('pages')).toBe(true);
    expect(off.lambdas.has('pages')).toBe(false);
    expect(routes(on).filter(ofFiles)).toHaveLength(5);
    expect(routes(off).filter(ofFiles)).toEqual([]);
  });

  test('needs no rights for them but to write the log', () => {
    expect(rightsOf(on, 'pages').flatMap(({ actions }) => actions)).toEqual([
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });
});

describe('the files of the console', { timeout: 300_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = join(lambdaFolder('pages', mkdtempSync(join(tmpdir(), 'taibai-files-'))), 'files');
  }, 300_000);

  const manifest = () =>
    pageManifest.parse(JSON.parse(readFileSync(join(folder, pageManifestFile), 'utf8')));
  const brotliSize = (path: string) => statSync(join(folder, `${path}.br`)).size;
  const textOf = (path: string) =>
    brotliDecompressSync(readFileSync(join(folder, `${path}.br`))).toString();
  const total = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + brotliSize(path), 0);
  /** What the page itself names; its script may load more. */
  const named = () =>
    [...textOf('console/index.html').matchAll(/(?:src|href)="\/([^"]+)"/g)].map(
      ([, path = '']) => path,
    );

  test('are not built again while their sources are the same', () => {
    const built = pageFiles();
    const { mtimeMs } = statSync(join(built, pageManifestFile));
    expect(statSync(join(pageFiles(), pageManifestFile)).mtimeMs).toBe(mtimeMs);
  });

  test('lie there twice, compressed at build time, and nothing else does', () => {
    const paths = Object.keys(manifest());
    const stored = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => relative(folder, join(each.parentPath, each.name)).split(sep).join('/'));
    expect(stored.toSorted()).toEqual(
      [pageManifestFile, ...paths.flatMap((path) => [`${path}.br`, `${path}.gz`])].toSorted(),
    );
    for (const path of paths)
      expect(gunzipSync(readFileSync(join(folder, `${path}.gz`))).toString()).toBe(textOf(path));
  });

  test('are all that the pages name, by names that change with the content', () => {
    const files = manifest();
    const inDocs = [...textOf('docs/index.html').matchAll(/(?:src|href)="\/([^"]+)"/g)];
    const paths = [...named(), ...inDocs.map(([, path = '']) => path)];
    expect(paths.length).toBeGreaterThan(4);
    expect(paths.filter((path) => files[path] === undefined)).toEqual([]);
    const scripts = paths.filter((path) => /\.(js|css)$/.test(path));
    expect(scripts.filter((path) => !files[path]!.hashed)).toEqual([]);
  });

  test('of the first page are at most 400 kB', () => {
    expect(total(['console/index.html', ...named()]) / 1000).toBeLessThan(400);
  });

  test('of the code editor are at most 170 kB, and the first page does not load them', () => {
    const editor = Object.keys(manifest()).filter(
      (path) => path.startsWith('console/') && textOf(path).includes('cm-scroller'),
    );
    expect(named().filter((path) => editor.includes(path))).toEqual([]);
    expect(total(editor) / 1000).toBeLessThan(170);
  });
});

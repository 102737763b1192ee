import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binOf, root } from '../../../local/folder.ts';
import { apiDocument } from '../../../local/openapi/document.ts';
import { dialects } from '../../../local/openapi/dialects.ts';
import { run } from '../../../local/program.ts';
import { bodiesTriedElsewhere, type Exception, exceptions } from '../schemathesis/exceptions.ts';

/** Those that fit every operation; `unsupported_method` is not among them, since 405 has tests of its own. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'positive_data_acceptance',
  'ignored_auth',
] as const;

/** What schemathesis takes for an answer to a request that fits; 413, because no schema says how long a whole body may be. */
const accepting = ['2xx', '3xx', '401', '403', '404', '409', '413', '429', '503'];

export interface Target {
  readonly url: string;
  readonly token: string;
  /**
   * What parameters are, so that requests find something. Those of paths: by `METHOD TEMPLATE`, whose last parameter
   * it is, or by `TEMPLATE`. Others: by `METHOD TEMPLATE NAME`, or by `NAME`.
   */
  readonly values: Readonly<Record<string, string>>;
  /** The operations, by a regular expression for `METHOD TEMPLATE`. */
  readonly operations: RegExp;
  /** Examples, and the edges of schemas. */
  readonly phases?: readonly ('examples' | 'coverage')[];
}

/** Runs schemathesis over some operations of a deployment: what it found, and its whole output. */
export async function schemathesis(target: Target) {
  const folder = mkdtempSync(join(tmpdir(), 'taibai-schemathesis-'));
  try {
    const document = join(folder, 'openapi.json');
    const report = join(folder, 'report.json');
    const config = join(folder, 'schemathesis.toml');
    writeFileSync(document, JSON.stringify(documentFor(target)));
    writeFileSync(config, configFor(target));
    const { code, stdout, stderr } = await run(
      join(binOf('schemathesis'), 'schemathesis'),
      [
        `--config-file=${config}`,
        'run',
        document,
        `--url=${target.url}`,
        `--include-name-regex=${target.operations.source}`,
        `--phases=${(target.phases ?? ['examples', 'coverage']).join(',')}`,
        '--seed=1',
        '--generation-deterministic',
        '--continue-on-failure',
        '--warnings=off',
        '--no-color',
        '--report=json',
        `--report-json-path=${report}`,
      ],
      {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          PYTHONPATH: join(root, 'test', 'parity', 'schemathesis'),
          SCHEMATHESIS_HOOKS: 'hooks',
          NO_PROXY: '*',
        },
      },
    );
    const output = `${stdout}\n${stderr}`;
    if (!existsSync(report)) throw new Error(output);
    return { code, output, report: JSON.parse(readFileSync(report, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Parameter {
  readonly in: string;
  readonly name: string;
  example?: unknown;
}

/** The API document, with the values of the target as examples. */
function documentFor({ url, values }: Target) {
  const document = apiDocument(dialects, { version: '1', url });
  const copy: {
    readonly paths: Record<string, Record<string, { parameters: Parameter[] }>>;
    readonly components: { readonly schemas: Record<string, { items?: unknown }> };
  } = JSON.parse(JSON.stringify(document));
  for (const [path, methods] of Object.entries(copy.paths))
    for (const [method, { parameters }] of Object.entries(methods))
      for (const parameter of parameters) {
        const place = `{${parameter.name}}`;
        const upTo = path.slice(0, path.indexOf(place) + place.length);
        const value =
          parameter.in === 'path'
            ? (values[`${method.toUpperCase()} ${upTo}`] ?? values[upTo])
            : (values[`${method.toUpperCase()} ${path} ${parameter.name}`] ??
              values[parameter.name]);
        if (value !== undefined) parameter.example = value;
      }
  // Schemathesis 4.32 reads the tuples of an answer as items of items, and then refuses what it has made.
  const windows = copy.components.schemas['Windows'];
  if (windows) windows.items = { type: 'array', minItems: 3, maxItems: 3 };
  return copy;
}

const quoted = (texts: readonly (string | number)[]): string =>
  `[${texts.map((text) => JSON.stringify(String(text))).join(', ')}]`;

/** The configuration, in TOML. Nothing is taken from answers: a run depends on its seed alone. */
function configFor({ token }: Target): string {
  const lines = [
    ...exceptions.flatMap((exception) =>
      exception.operations.map((operation) => ({ operation, line: lineOf(exception) })),
    ),
    ...bodiesTriedElsewhere.map((operation) => ({
      operation,
      line: 'phases.coverage.enabled = false',
    })),
  ];
  const tables = [...new Set(lines.map(({ operation }) => operation))].map((name) =>
    [
      '[[operations]]',
      `include-name = ${JSON.stringify(name)}`,
      ...lines.filter(({ operation }) => operation === name).map(({ line }) => line),
    ].join('\n'),
  );
  return `
[auth.openapi]
token = { api_key = ${JSON.stringify(token)} }
[checks]
enabled = false
${checks.map((check) => `${check}.enabled = true`).join('\n')}
negative_data_rejection.expected-statuses = ["4xx"]
positive_data_acceptance.expected-statuses = ${quoted(accepting)}
[phases.examples]
fill-missing = true
extra-data-sources.responses = false
[phases.coverage]
extra-data-sources.responses = false
unexpected-methods = []
${tables.join('\n')}
`;
}

function lineOf({ check, statuses }: Exception): string {
  const usual = check === 'positive_data_acceptance' ? accepting : ['4xx'];
  return statuses
    ? `checks.${check}.expected-statuses = ${quoted([...usual, ...statuses])}`
    : `checks.${check}.enabled = false`;
}

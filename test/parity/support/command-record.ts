import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  type As,
  type ClientVersion,
  clientsOf,
  localStack,
  runClient,
} from '../../support/local-stack.ts';

/** A command of the function client that was run, with its requests and its outcome. */
export interface CommandRun {
  readonly command: string;
  readonly requests: readonly string[];
  readonly ended: string;
}

export interface Way {
  readonly as: As;
  readonly version?: ClientVersion;
  /** Added to the outcome in the table. */
  readonly note?: string;
}

/** The client's debug output (`-vv`) for a request. */
const requestLine = /^(?<host>https?:\/\/[^ ]+) "(?<sent>[A-Z]+ \S+) HTTP\/1\.1" (?<status>\d+)/;
const refusalLine = /^clean_up \w+: (?<why>.*)$/;

/**
 * Runs commands of the unmodified client on the local stack and records their requests to the engine.
 * `redact` removes from each text what differs between runs.
 */
export function commandRecord(redact: (text: string) => string) {
  const runs: CommandRun[] = [];
  return {
    runs,
    /** Returns what the command printed. */
    async run(command: string, { as, version, note }: Way): Promise<string> {
      const line = ['openstack', '-vv', ...wordsOf(command)];
      const { code, stdout, stderr } = await runClient(line, as, version);
      const lines = stderr.split('\n');
      const why = lines.map((each) => refusalLine.exec(each)?.groups?.['why']).find(Boolean);
      const ended = code === 0 ? 'done' : `refused: ${redact(why ?? lines.at(-2) ?? '')}`;
      runs.push({
        command: redact(command).replace(/ -f value -c \S+/, ''),
        requests: lines.flatMap(requestOf).map(redact),
        ended: note === undefined ? ended : `${ended}; ${note}`,
      });
      return stdout.trim();
    },
  };
}

/** The request in a line of output. Logins are left out, since every command begins with one. */
function requestOf(line: string): readonly string[] {
  const { host, sent = '', status } = requestLine.exec(line)?.groups ?? {};
  if (host === undefined || sent.includes(' /identity/')) return [];
  if (host === localStack.url) return [`${sent} ${status}`];
  return [`GET the object it was sent to ${status}`];
}

/** The words of a command line. Words in quotes stay together. */
const wordsOf = (command: string): readonly string[] =>
  [...command.matchAll(/"([^"]*)"|\S+/g)].map(([word, quoted]) => quoted ?? word);

/** A client's own list of its commands: `function alias create`. */
export function commandsOfClient(
  version: ClientVersion,
  service: 'function_engine' | 'taibai' = 'function_engine',
): readonly string[] {
  const list = `from importlib.metadata import entry_points\nfor e in entry_points(group='openstack.${service}.v1'): print(e.name)`;
  const names = execFileSync(join(clientsOf(version), 'python'), ['-c', list], {
    encoding: 'utf8',
  });
  return names
    .trim()
    .split('\n')
    .map((name) => name.replaceAll('_', ' '))
    .toSorted();
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The commands as the rows of a document's table. */
export const tableOf = (rows: readonly CommandRun[]): readonly string[] => [
  '| `openstack …` | sent, and the status of the answer | ended |',
  '|---|---|---|',
  ...rows.map(
    ({ command, requests, ended }) =>
      `| \`${cell(command)}\` | ${requests.map((each) => `\`${cell(each)}\``).join('<br>')} | ${cell(ended)} |`,
  ),
];

import type { Stored } from './log-world.ts';

/** A command of a client of Panko, and what it must print. */
export interface PankoCommand {
  readonly program: 'openstack' | 'ceilometer';
  /** `$1` to `$3` stand for the message ids of the events. */
  readonly command: string;
  /** All of these, in this order. */
  readonly prints: readonly string[];
  /** None of these. */
  readonly omits?: readonly string[];
  /** What it does here, for readers. */
  readonly result: string;
  readonly fails?: true;
}

const generated = (second: number) => `2026-11-23T07:00:0${second}.000000`;

/** The events that the commands find; their message ids are given for each run. */
export const commandEvents = (ids: readonly string[], project: string): readonly Stored[] => [
  {
    id: ids[0] ?? '',
    type: 'create.start',
    project,
    generated: generated(1),
    traits: [
      ['user_id', 1, 'u1'],
      ['memory_mb', 2, 512],
    ],
  },
  {
    id: ids[1] ?? '',
    type: 'create.end',
    project,
    generated: generated(2),
    traits: [
      ['user_id', 1, 'u1'],
      ['memory_mb', 2, 1024],
      ['load', 3, 1.5],
      ['launched_at', 4, '2026-11-23T06:00:00'],
    ],
  },
  {
    id: ids[2] ?? '',
    type: 'image.delete',
    project,
    generated: generated(3),
    traits: [['user_id', 1, 'u2']],
  },
];

const openstack = (
  command: string,
  prints: readonly string[],
  result: string,
  more: Pick<PankoCommand, 'omits' | 'fails'> = {},
): PankoCommand => ({ program: 'openstack', command, prints, result, ...more });

const ceilometer = (
  command: string,
  prints: readonly string[],
  result: string,
  more: Pick<PankoCommand, 'omits'> = {},
): PankoCommand => ({ program: 'ceilometer', command, prints, result, ...more });

/** Every command of `openstack event` and every command for events of `ceilometer`. */
export const pankoCommands: readonly PankoCommand[] = [
  openstack('event list', ['$1', '$2', '$3'], 'the oldest first, by when they were generated'),
  openstack(
    'event list --filter memory_mb=512',
    ['$1'],
    'a value is read in the type of the trait',
    { omits: ['$2', '$3'] },
  ),
  openstack(
    'event list --filter event_type=image.delete --filter user_id=u2',
    ['$3'],
    'all conditions must hold',
    { omits: ['$1', '$2'] },
  ),
  openstack(
    'event list --filter start_timestamp=2026-11-23T07:00:02',
    ['$2', '$3'],
    'from an instant on',
    { omits: ['$1'] },
  ),
  openstack(
    'event list --filter end_timestamp=2026-11-23T07:00:02',
    ['$1', '$2'],
    'up to an instant',
    { omits: ['$3'] },
  ),
  openstack('event list --limit 1 --marker $1', ['$2'], 'page by page', { omits: ['$1', '$3'] }),
  openstack(
    'event list --sort generated:desc',
    ['$3', '$2', '$1'],
    'the newest first; by `message_id`, too',
  ),
  openstack(
    'event list --limit -1',
    ["Value: '-1'. the limit should be a positive integer. (HTTP 400)"],
    'refused, in the words of Panko',
    { fails: true },
  ),
  openstack(
    'event show $2',
    ['create.end', 'launched_at', '2026-11-23T06:00:00', '1.5', '1024'],
    'with its traits, and when and how often it was accepted',
  ),
  openstack(
    'event show nope',
    ['Event nope Not Found (HTTP 404)'],
    'refused, in the words of Panko',
    { fails: true },
  ),
  openstack(
    'event type list',
    ['create.end', 'create.start', 'image.delete'],
    'the types of the project’s events, also for members and readers',
  ),
  openstack(
    'event trait description create.end',
    ['launched_at', 'load', 'memory_mb', 'project_id', 'user_id'],
    'the traits that events of a type had',
  ),
  openstack(
    'event trait list create.end memory_mb',
    ['1024', 'integer'],
    'the newest 100 distinct values',
  ),
  openstack('event capabilities list', ['events:query:simple', 'True'], 'those of Panko'),
  ceilometer('event-list', ['$1', '$2', '$3'], 'the oldest first, by when they were generated'),
  ceilometer(
    'event-list -q memory_mb>=integer::512;user_id=u1',
    ['$1', '$2'],
    'with operators and types',
    { omits: ['$3'] },
  ),
  ceilometer('event-show $2', ['create.end', 'launched_at'], 'with its traits'),
  ceilometer(
    'event-type-list',
    ['create.end', 'create.start', 'image.delete'],
    'the types of the project’s events',
  ),
  ceilometer(
    'trait-description-list -e create.end',
    ['launched_at', 'load', 'memory_mb'],
    'the traits that events of a type had',
  ),
  ceilometer(
    'trait-list -e create.end -t memory_mb',
    ['1024', 'integer'],
    'the newest 100 distinct values',
  ),
];

/** What a command printed otherwise than it must; empty if nothing. */
export function wrongIn(
  { prints, omits = [], fails }: PankoCommand,
  filled: (text: string) => string,
  ended: { readonly code: number | null; readonly stdout: string; readonly stderr: string },
): readonly string[] {
  const text = `${ended.stdout}${ended.stderr}`;
  let from = 0;
  const missing = prints.filter((part) => {
    const at = text.indexOf(filled(part), from);
    if (at >= 0) from = at + filled(part).length;
    return at < 0;
  });
  const unwanted = omits.filter((part) => text.includes(filled(part)));
  const wrong = [...missing.map((part) => `no ${part}`), ...unwanted.map((part) => `has ${part}`)];
  return (ended.code !== 0) === (fails ?? false) && wrong.length === 0
    ? []
    : [...wrong, `ended with ${ended.code}: ${text}`];
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** `docs/compatibility/events.md`. */
export const pankoTable = (): string =>
  [
    '# Stored events: every command of the clients',
    '',
    'Run by `test/parity/event-commands.test.ts` with the unmodified `pankoclient` 1.2.0, `python-ceilometerclient` 2.9.0 and `python-openstackclient` 10.5.0 on the local stack, as a member of a project; this file is written by it. `$1`, `$2` and `$3` stand for the message ids of three events. [Differences](../differences.md#stored-events-beside-pankos) says where Taibai answers otherwise than Panko.',
    '',
    '| command | result |',
    '| --- | --- |',
    ...pankoCommands.map(
      ({ program, command, result }) =>
        `| \`${cell(`${program} ${command}`)}\` | ${cell(result)} |`,
    ),
    '',
  ].join('\n');

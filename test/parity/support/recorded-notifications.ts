import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { recordedFolder } from '../../../local/folder.ts';

/** Whether the recordings are on this machine. In CI they must be. */
export function recordingsAreThere(): boolean {
  const there = existsSync(join(recordedFolder, 'made-from'));
  if (!there && process.env['CI'] === 'true')
    throw new Error('the recorded notifications are missing');
  return there;
}

export const recordedBody = z.object({
  ctxt: z.record(z.string(), z.unknown()),
  publisher_id: z.string(),
  event_type: z.string(),
  payload: z.unknown(),
  metadata: z.object({ message_id: z.string(), timestamp: z.string() }),
});

/** Notifications of Nova, Cinder, Glance, Neutron and Designate that Searchlight's authors recorded on a devstack. */
export function searchlightRecordings() {
  const folder = join(recordedFolder, 'searchlight', 'tests', 'functional', 'data', 'events');
  return jsonFilesOf(folder).flatMap((name) =>
    Object.entries(z.record(z.string(), recordedBody).parse(readJson(join(folder, name)))).map(
      ([of, body]) => ({ place: `${name} ${of}`, body }),
    ),
  );
}

const novaSample = z.object({
  event_type: z.string(),
  publisher_id: z.string(),
  priority: z.string(),
  payload: z.object({ 'nova_object.data': z.record(z.string(), z.unknown()) }).loose(),
});

/** The samples in Nova's documentation, which its functional tests verify. */
export function novaSamples() {
  const folder = join(recordedFolder, 'notification_samples');
  return jsonFilesOf(folder).map((place) => ({
    place,
    sample: novaSample.parse(resolved(readJson(join(folder, place)), folder)),
  }));
}

/** Resolves `$ref` to a shared payload, whose members the neighbours of `$ref` override (`nova/tests/json_ref.py`). */
function resolved(value: unknown, folder: string): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, folder));
  if (!isMembers(value)) return value;
  const { $ref, ...members } = value;
  const own = Object.fromEntries(
    Object.entries(members).map(([name, member]) => [name, resolved(member, folder)]),
  );
  if (typeof $ref !== 'string') return own;
  const file = join(folder, $ref.replace(/#$/, ''));
  return overridden(resolved(readJson(file), dirname(file)), own);
}

function overridden(base: unknown, overrides: unknown): unknown {
  if (!isMembers(base) || !isMembers(overrides)) return overrides;
  const changed = Object.entries(overrides).map(([name, value]) => [
    name,
    name in base ? overridden(base[name], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(changed) };
}

const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const jsonFilesOf = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted();

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { maximumPackageBytes } from '../../functions/engine/core/functions/function-limits.ts';
import type { ProjectClient } from '../openstack/project-client.ts';
import { functionEngine } from './function-engine.ts';

const listed = z.object({
  functions: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
});
const fn = z.object({
  id: z.string(),
  runtime_id: z.string().nullable(),
  code: z.object({ source: z.string() }),
});
export type DeployedFunction = z.infer<typeof fn>;

/** The project's function of this name, or undefined; throws if there are several. */
export async function functionNamed(
  project: ProjectClient,
  name: string,
): Promise<DeployedFunction | undefined> {
  const { functions } = listed.parse(await functionEngine(project, 'GET', '/v1/functions'));
  const ids = functions.filter((one) => one.name === name).map(({ id }) => id);
  if (ids.length > 1) throw new Error(`Several functions are named ${name}: ${ids.join(', ')}`);
  const [id] = ids;
  return id === undefined
    ? undefined
    : fn.parse(await functionEngine(project, 'GET', `/v1/functions/${id}`));
}

export interface Deploying {
  readonly name: string;
  readonly zip: Uint8Array;
  readonly entry: string | undefined;
  readonly runtimeId: string;
  /** The function that is updated; undefined to create one. */
  readonly existing: DeployedFunction | undefined;
}

/** Creates the function or replaces its code, and returns its id. Large packages go through object storage. */
export async function deployPackage(project: ProjectClient, deploying: Deploying): Promise<string> {
  const { name, zip, entry, runtimeId, existing } = deploying;
  const form = new FormData();
  if (entry !== undefined) form.set('entry', entry);
  const fits = zip.byteLength <= maximumPackageBytes;
  if (existing?.code.source === 'package' && !fits)
    throw new Error(
      `${name} was created with a small package and cannot take one over ${maximumPackageBytes} bytes: delete it first, or deploy to another name.`,
    );
  if (existing ? existing.code.source === 'package' : fits) addPackage(form, zip);
  else form.set('code', JSON.stringify({ source: 'swift', swift: await upload(project, zip) }));
  if (existing) {
    await functionEngine(project, 'PUT', `/v1/functions/${existing.id}`, form);
    return existing.id;
  }
  form.set('name', name);
  form.set('runtime_id', runtimeId);
  return fn.parse(await functionEngine(project, 'POST', '/v1/functions', form)).id;
}

function addPackage(form: FormData, zip: Uint8Array): void {
  const md5sum = createHash('md5').update(zip).digest('hex');
  form.set('code', JSON.stringify({ source: 'package', md5sum }));
  form.set('package', new Blob([Uint8Array.from(zip)]), 'package.zip');
}

const offer = z.object({ container: z.string(), object: z.string(), upload_url: z.string() });

/** Uploads a package where the API says, and returns the place for `code`. */
async function upload(project: ProjectClient, zip: Uint8Array) {
  const {
    container,
    object,
    upload_url: url,
  } = offer.parse(
    await functionEngine(project, 'POST', '/packages', JSON.stringify({ bytes: zip.byteLength })),
  );
  const answer = await fetch(url, { method: 'PUT', body: new Blob([Uint8Array.from(zip)]) });
  if (!answer.ok) throw new Error(`The upload was answered with ${answer.status}.`);
  return { container, object };
}

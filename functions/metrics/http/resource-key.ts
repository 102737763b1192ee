import type { Context } from 'hono';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import type { ResourceKey } from '../app/resources/find-resource.ts';
import { creatorOf } from '../core/creator.ts';
import { noSuchResource } from '../core/refusal.ts';
import { readResourceId } from '../core/resource-id.ts';
import { uuid5 } from './uuid5.ts';

/** Which resource a path names. The id in it may be a name that the caller gave. */
export function resourceKeyOf(
  context: Context<Authenticated>,
  { type = '', id = '' }: { readonly type: string | undefined; readonly id: string | undefined },
): ResourceKey {
  const found = readResourceId(id, creatorOf(context.var.caller), uuid5);
  if ('refused' in found) throw noSuchResource(id);
  return { type, id: found.id };
}

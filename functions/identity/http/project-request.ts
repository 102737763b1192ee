import * as z from 'zod';
import type { ProjectChange } from '../app/project-administration.ts';
import { Fault } from '../../platform/core/fault.ts';
import { defaultDomain } from '../core/domain.ts';
import { expecting, notFound } from '../core/refusal.ts';
import { check, name, text } from './body.ts';
import { requireDefaultDomain } from './user-request.ts';

const project = z.strictObject({
  name: name.max(64).optional(),
  description: text(16_384).nullish(),
  enabled: z.boolean().optional(),
  domain_id: text(64).nullish(),
  parent_id: text(64).nullish(),
  is_domain: z.boolean().optional(),
  tags: z.array(z.unknown()).optional(),
  options: z.record(z.string(), z.unknown()).optional(),
});

type Body = Readonly<Record<string, unknown>>;

/** Reads a change of a project. Only the default domain exists, and projects have no subprojects. */
export function readProjectChange(body: Body): ProjectChange {
  if (!body['project']) throw expecting('project', 'request body');
  const wanted = check(project, body['project']);
  requireDefaultDomain(wanted.domain_id);
  if (wanted.parent_id && wanted.parent_id !== defaultDomain.id)
    throw notFound('project', wanted.parent_id);
  if (wanted.is_domain) throw new Fault('invalid', 'Further domains are not supported.');
  if (wanted.tags?.length || Object.keys(wanted.options ?? {}).length > 0)
    throw new Fault('invalid', 'Tags and options of projects are not supported.');
  return {
    name: wanted.name,
    description: wanted.description === null ? '' : wanted.description,
    enabled: wanted.enabled,
  };
}

export function readNewProject(body: Body): ProjectChange & { readonly name: string } {
  const { name: wanted, ...change } = readProjectChange(body);
  if (wanted === undefined) throw expecting('name', 'project');
  return { ...change, name: wanted };
}

import * as z from 'zod';
import { type ApiOperation, json } from '../../../platform/http/api-document.ts';
import { operations, type Sample, shown, under } from '../../../platform/http/api-answers.ts';
import { name } from '../body.ts';
import { collection, domain, domainExample, listed, self, selfOf } from './answers.ts';
import * as ids from './examples.ts';

const role: Sample = {
  schema: z
    .strictObject({
      id: z.string(),
      name: z.enum(['admin', 'member', 'reader', 'service']),
      domain_id: z.null(),
      description: z.null(),
      options: z.strictObject({ immutable: z.literal(true) }),
      links: self,
    })
    .meta({ id: 'Role' }),
  example: {
    id: ids.roleId,
    name: 'member',
    domain_id: null,
    description: null,
    options: { immutable: true },
    links: selfOf(`roles/${ids.roleId}`),
  },
};

const refused = 'For administrators, and refused to them, too: the four roles are fixed.';

export const roles = operations('Roles', {
  'GET /identity/v3/roles': {
    summary: 'List roles',
    description: 'For administrators.',
    query: listed(['id', 'name', 'domain_id']),
    answers: { 200: shown('All four.', collection('roles', role)) },
    refusals: [403, 404],
  },
  'GET /identity/v3/roles/{role}': {
    summary: 'Show a role',
    description: 'For administrators.',
    answers: { 200: shown('The role.', under('role', role)) },
    refusals: [403, 404],
  },
  'POST /identity/v3/roles': {
    summary: 'Refused: create a role',
    description: refused,
    body: json(z.looseObject({ role: z.looseObject({ name }) }), { role: { name: 'auditor' } }),
    answers: {},
    refusals: [403, 409, 413],
  },
  'PATCH /identity/v3/roles/{role}': {
    summary: 'Refused: change a role',
    description: refused,
    answers: {},
    refusals: [403, 404],
  },
  'DELETE /identity/v3/roles/{role}': {
    summary: 'Refused: delete a role',
    description: refused,
    answers: {},
    refusals: [403, 404],
  },
});

const referred = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  domain: domain.optional(),
});
const assignment: Sample = {
  schema: z
    .strictObject({
      role: z.strictObject({ id: z.string(), name: z.string().optional() }),
      user: referred,
      scope: z.strictObject({ project: referred }),
      links: z.strictObject({ assignment: z.string() }),
    })
    .meta({ id: 'RoleAssignment', description: 'Names are there if they are asked for.' }),
  example: {
    role: { id: ids.roleId, name: 'member' },
    user: { id: ids.userId, name: 'demo', domain: domainExample },
    scope: { project: { id: ids.projectId, name: 'demo', domain: domainExample } },
    links: {
      assignment: `${ids.v3}/projects/${ids.projectId}/users/${ids.userId}/roles/${ids.roleId}`,
    },
  },
};

const only = (what: string) => ({ description: `Of this ${what}.`, schema: z.string() });
const switched = (description: string) => ({ description, schema: z.string(), example: 'true' });
const grant = (
  summary: string,
  description: string,
  refusals: readonly number[],
): Omit<ApiOperation, 'tag'> => ({
  summary,
  description: 'For administrators.',
  answers: { 204: { description } },
  refusals,
});

export const grants = operations('Roles', {
  'GET /identity/v3/role_assignments': {
    summary: 'List who has which role where',
    description: 'For administrators. Nothing is assigned to groups or in domains.',
    query: {
      'user.id': only('user'),
      'role.id': only('role'),
      'scope.project.id': only('project'),
      'group.id': { description: 'Keeps none.', schema: z.string() },
      'scope.domain.id': { description: 'Keeps none.', schema: z.string() },
      'scope.system': { description: 'Keeps none.', schema: z.string() },
      'scope.OS-INHERIT:inherited_to': {
        description: 'Keeps none for `projects`.',
        schema: z.string(),
      },
      effective: switched('With the roles that others imply.'),
      include_names: switched('With names.'),
      include_subtree: switched('Does nothing: projects have no subprojects.'),
    },
    answers: { 200: shown('The assignments.', collection('role_assignments', assignment)) },
    refusals: [403],
  },
  'GET /identity/v3/projects/{project}/users/{user}/roles': {
    summary: 'List the roles of a user in a project',
    description: 'For administrators.',
    query: listed(['id', 'name']),
    answers: { 200: shown('The roles.', collection('roles', role)) },
    refusals: [403, 404],
  },
  'GET /identity/v3/projects/{project}/users/{user}/roles/{role}': grant(
    'Say whether a user has a role in a project',
    'The user has it.',
    [403, 404],
  ),
  'PUT /identity/v3/projects/{project}/users/{user}/roles/{role}': grant(
    'Give a user a role in a project',
    'The user has it.',
    [403, 404, 409],
  ),
  'DELETE /identity/v3/projects/{project}/users/{user}/roles/{role}': grant(
    'Take a role in a project from a user',
    'It is taken, and tokens that have it end.',
    [403, 404, 409],
  ),
});

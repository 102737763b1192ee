import * as z from 'zod';
import { type ApiParameters, json } from '../../../platform/http/api-document.ts';
import {
  deleted,
  operations,
  type Sample,
  shown,
  under,
} from '../../../platform/http/api-answers.ts';
import { name, text } from '../body.ts';
import { collection, domainId, listed, self, selfOf } from './answers.ts';
import * as ids from './examples.ts';

const onlyDomain = text(64).nullish().meta({ description: '`default`.' });

const change = {
  description: text(16_384).nullish(),
  enabled: z.boolean().optional(),
  domain_id: onlyDomain,
  parent_id: onlyDomain,
  is_domain: z.literal(false).optional(),
  tags: z.array(z.unknown()).max(0).optional(),
  options: z.strictObject({}).optional(),
};
const shortName = name.max(64);

const project: Sample = {
  schema: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      domain_id: domainId,
      description: z.string(),
      enabled: z.boolean(),
      parent_id: domainId,
      is_domain: z.literal(false),
      tags: z.array(z.unknown()).max(0),
      options: z.strictObject({}),
      links: self,
    })
    .meta({ id: 'Project' }),
  example: {
    id: ids.projectId,
    name: 'demo',
    domain_id: 'default',
    description: '',
    enabled: true,
    parent_id: 'default',
    is_domain: false,
    tags: [],
    options: {},
    links: selfOf(`projects/${ids.projectId}`),
  },
};
const one = under('project', project);
const list = shown('The projects.', collection('projects', project));

const tag = (rule: string) => ({
  description: `No project has tags. Keeps ${rule}.`,
  schema: z.string(),
});
const query: ApiParameters = {
  ...listed(['id', 'name', 'enabled', 'domain_id', 'description', 'parent_id', 'is_domain']),
  tags: tag('none'),
  'tags-any': tag('none'),
  'not-tags': tag('all'),
  'not-tags-any': tag('all'),
};

export const projects = operations('Projects', {
  'GET /identity/v3/auth/projects': {
    summary: 'List the projects that the caller can get a token for',
    query,
    answers: { 200: list },
    refusals: [404],
  },
  'GET /identity/v3/users/{user}/projects': {
    summary: 'List the projects of a user',
    description: 'Of another user’s, for administrators.',
    query,
    answers: { 200: list },
    refusals: [403, 404],
  },
  'GET /identity/v3/projects': {
    summary: 'List projects',
    description: 'For administrators.',
    query,
    answers: { 200: list },
    refusals: [403, 404],
  },
  'POST /identity/v3/projects': {
    summary: 'Create a project',
    description: 'For administrators.',
    body: json(
      z
        .looseObject({ project: z.strictObject({ name: shortName, ...change }) })
        .meta({ id: 'ProjectBody' }),
      { project: { name: 'shop' } },
    ),
    answers: { 201: shown('The project.', one) },
    refusals: [403, 404, 409, 413],
  },
  'GET /identity/v3/projects/{project}': {
    summary: 'Show a project',
    answers: { 200: shown('The project.', one) },
    refusals: [403, 404],
  },
  'PATCH /identity/v3/projects/{project}': {
    summary: 'Change a project',
    description: 'For administrators. Disabling it ends its tokens.',
    body: json(
      z
        .looseObject({ project: z.strictObject({ name: shortName.optional(), ...change }) })
        .meta({ id: 'ProjectChange' }),
      { project: { enabled: false } },
    ),
    answers: { 200: shown('The project.', one) },
    refusals: [403, 404, 409, 413],
  },
  'DELETE /identity/v3/projects/{project}': {
    summary: 'Delete a project',
    description: 'For administrators. Refused while it owns something.',
    answers: deleted,
    refusals: [403, 404, 409],
  },
});

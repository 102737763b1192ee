import * as z from 'zod';
import { type ApiOperation } from '../../../platform/http/api-document.ts';
import { operations, type Sample, shown, under } from '../../../platform/http/api-answers.ts';
import { collection, domain, domainExample, listed, self, selfOf } from './answers.ts';

const common = { enabled: z.literal(true), links: self };
const serviceId = '4a206e7c8c45a26a783ea5133dec8c99';
const endpointId = '87002bf4002037c868e8cafb297b383b';

const domainSample: Sample = {
  schema: z
    .strictObject({
      ...domain.shape,
      description: z.string(),
      tags: z.array(z.unknown()).max(0),
      options: z.strictObject({}),
      ...common,
    })
    .meta({ id: 'Domain' }),
  example: {
    ...domainExample,
    description: 'The default domain',
    tags: [],
    options: {},
    enabled: true,
    links: selfOf('domains/default'),
  },
};
const service: Sample = {
  schema: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      description: z.string(),
      ...common,
    })
    .meta({ id: 'Service' }),
  example: {
    id: serviceId,
    name: 'aodh',
    type: 'alarming',
    description: '',
    enabled: true,
    links: selfOf(`services/${serviceId}`),
  },
};
const endpoint: Sample = {
  schema: z
    .strictObject({
      id: z.string(),
      interface: z.enum(['public', 'internal', 'admin']),
      region: z.string(),
      region_id: z.string(),
      service_id: z.string(),
      url: z.string(),
      ...common,
    })
    .meta({ id: 'Endpoint' }),
  example: {
    id: endpointId,
    interface: 'public',
    region: 'RegionOne',
    region_id: 'RegionOne',
    service_id: serviceId,
    url: 'https://taibai.example.com/alarming',
    enabled: true,
    links: selfOf(`endpoints/${endpointId}`),
  },
};
const region: Sample = {
  schema: z
    .strictObject({
      id: z.string(),
      description: z.string(),
      parent_region_id: z.null(),
      links: self,
    })
    .meta({ id: 'Region' }),
  example: {
    id: 'RegionOne',
    description: '',
    parent_region_id: null,
    links: selfOf('regions/RegionOne'),
  },
};

interface Kind {
  readonly kind: string;
  readonly sample: Sample;
  readonly attributes: readonly string[];
  readonly whose?: string;
}

/** They follow from the settings: they can be read, and nobody can change them. */
const readOnly = ({ kind, sample, attributes, whose }: Kind) => {
  const list = `/identity/v3/${kind}s`;
  const read = whose === undefined ? {} : { description: whose };
  const refused = (verb: string, refusals: readonly number[]): Omit<ApiOperation, 'tag'> => ({
    summary: `Refused: ${verb} ${kind.startsWith('e') ? 'an' : 'a'} ${kind}`,
    answers: {},
    refusals,
  });
  return operations('Catalog', {
    [`GET ${list}`]: {
      summary: `List ${kind}s`,
      ...read,
      query: listed(attributes),
      answers: { 200: shown('All of them.', collection(`${kind}s`, sample)) },
      refusals: [403, 404],
    },
    [`GET ${list}/{id}`]: {
      summary: `Show ${kind.startsWith('e') ? 'an' : 'a'} ${kind}`,
      ...read,
      answers: { 200: shown('As it is.', under(kind, sample)) },
      refusals: [403, 404],
    },
    [`POST ${list}`]: refused('create', [403]),
    [`PATCH ${list}/{id}`]: refused('change', [403, 404]),
    [`DELETE ${list}/{id}`]: refused('delete', [403, 404]),
  });
};

const admins = 'For administrators.';

export const catalog = {
  ...readOnly({
    kind: 'domain',
    sample: domainSample,
    attributes: ['id', 'name', 'enabled'],
    whose: 'For administrators; the default domain is shown to all who have a project.',
  }),
  ...readOnly({
    kind: 'service',
    sample: service,
    attributes: ['id', 'name', 'type', 'enabled'],
    whose: admins,
  }),
  ...readOnly({
    kind: 'endpoint',
    sample: endpoint,
    attributes: ['id', 'interface', 'service_id', 'region_id', 'region', 'enabled'],
    whose: admins,
  }),
  ...readOnly({ kind: 'region', sample: region, attributes: ['id', 'parent_region_id'] }),
};

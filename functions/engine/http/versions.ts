import type { Context } from 'hono';
import { Hono } from 'hono/quick';
import { downloadVersion } from '../app/packages/download-package.ts';
import { detachFunction } from '../app/versions/scaling.ts';
import {
  createVersion,
  deleteVersion,
  listVersions,
  showVersion,
} from '../app/versions/versions.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { booleanArgument, invalidField, pathId, queryArguments } from './request-arguments.ts';
import { readBody, text, uuid } from './request-body.ts';
import type { FunctionPorts } from './functions.ts';
import { answerPackage } from './package-answer.ts';
import { versionView } from './view.ts';

const attributes = { id: uuid, description: text };
const readOnly = [
  'function_id',
  'version_number',
  'count',
  'project_id',
  'created_at',
  'updated_at',
];

/** The version number in the path. */
export function pathVersion(context: Context): number {
  const given = context.req.param('version') ?? '';
  if (!/^\d{1,9}$/.test(given)) throw invalidField('version', given, 'unable to convert to int.');
  return Number(given);
}

/** The routes below `/v1/functions/{id}/versions`. */
export function versionRoutes(ports: FunctionPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    queryArguments(context, []);
    const versions = await listVersions(ports, context.get('caller'), pathId(context));
    return context.json({ function_versions: versions.map(versionView) });
  });

  routes.post('/', async (context) => {
    const caller = context.get('caller');
    const version = await createVersion(ports, caller, pathId(context), async () => {
      const { description } = await readBody(context, 'body', attributes, readOnly);
      return { description: description ?? null };
    });
    return context.json(versionView(version), 201);
  });

  routes.get('/:version', async (context) => {
    const [caller, functionId, number] = [
      context.get('caller'),
      pathId(context),
      pathVersion(context),
    ];
    if (!booleanArgument('download', context.req.query('download')))
      return context.json(versionView(await showVersion(ports, caller, functionId, number)));
    const found = await downloadVersion(ports, caller, functionId, number);
    return answerPackage(context, found);
  });

  routes.delete('/:version', async (context) => {
    await deleteVersion(ports, context.get('caller'), pathId(context), pathVersion(context));
    return context.body(null, 204);
  });

  routes.post('/:version/detach', async (context) => {
    await detachFunction(ports, context.get('caller'), pathId(context), pathVersion(context));
    return context.body(null, 202);
  });

  return routes;
}

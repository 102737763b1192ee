import { Hono } from 'hono/quick';
import { createFunction } from '../app/functions/create-function.ts';
import { deleteFunction } from '../app/functions/delete-function.ts';
import { downloadFunction } from '../app/packages/download-package.ts';
import { listFunctions, showFunction, withCount } from '../app/functions/read-functions.ts';
import { updateFunction } from '../app/functions/update-function.ts';
import type { Ports, Settings } from '../ports.ts';
import type { Authenticated } from '../../platform/http/authenticate.ts';
import { askedScope, pathId, queryArguments } from './request-arguments.ts';
import {
  type FunctionForm,
  readChangedCode,
  readFunctionForm,
  readNewCode,
} from './function-form.ts';
import { answerPackage } from './package-answer.ts';
import { functionView, listedFunctionView } from './view.ts';

export type FunctionPorts = Pick<
  Ports,
  | 'aliases'
  | 'clock'
  | 'executionCounts'
  | 'executions'
  | 'functions'
  | 'ids'
  | 'jobs'
  | 'log'
  | 'packages'
  | 'provisioningQueue'
  | 'runtimes'
  | 'scaling'
  | 'secretBox'
  | 'sleep'
  | 'versions'
  | 'webhooks'
> & { readonly settings: Pick<Settings, 'imageRegistry' | 'limits'> };

export function functionRoutes(ports: FunctionPorts) {
  const routes = new Hono<Authenticated>({ strict: false });

  routes.get('/', async (context) => {
    const query = queryArguments(context, ['all_projects', 'project_id']);
    const functions = await listFunctions(ports, context.get('caller'), askedScope(query));
    return context.json({ functions: functions.map(listedFunctionView) });
  });

  routes.post('/', async (context) => {
    const fn = await createFunction(ports, context.get('caller'), async () => {
      const form = await readFunctionForm(context);
      return {
        ...fieldsOf(form),
        runtimeId: form.field('runtime_id'),
        code: readNewCode(form.field('code')),
      };
    });
    return context.json(functionView({ fn, count: 0 }), 201);
  });

  routes.get('/:id', async (context) => {
    const id = context.req.param('id');
    const caller = context.get('caller');
    const download = /^(1|t|true|on|y|yes)$/i.test(context.req.query('download') ?? '');
    if (!download) return context.json(functionView(await showFunction(ports, caller, id)));
    return answerPackage(context, await downloadFunction(ports, caller, id));
  });

  routes.put('/:id', async (context) => {
    const caller = context.get('caller');
    const fn = await updateFunction(ports, caller, context.req.param('id'), async () => {
      const form = await readFunctionForm(context);
      return {
        ...fieldsOf(form),
        runtimeId: form.field('runtime_id'),
        code: readChangedCode(form.field('code')),
      };
    });
    return context.json(functionView(await withCount(ports, fn)));
  });

  routes.delete('/:id', async (context) => {
    await deleteFunction(ports, context.get('caller'), pathId(context));
    return context.body(null, 204);
  });

  return routes;
}

/** The fields that a new function and a change have in common. */
const fieldsOf = (form: FunctionForm) => ({
  name: form.field('name'),
  description: form.field('description'),
  entry: form.field('entry'),
  cpu: form.field('cpu'),
  memorySize: form.field('memory_size'),
  timeout: form.field('timeout'),
  package: form.package,
});

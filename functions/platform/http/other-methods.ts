import type { Env, Hono } from 'hono';
import { Fault } from '../core/fault.ts';

type Routes = readonly { readonly method: string; readonly path: string }[];

/** The methods of all routes that a path has, sorted, for the header `Allow`. */
export function allowedMethods(routes: Routes, path: string): readonly string[] {
  const segments = segmentsOf(path);
  const methods = new Set(
    routes.flatMap(({ method, path: template }) =>
      method !== 'ALL' && isPathOf(segmentsOf(template), segments) ? [method] : [],
    ),
  );
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].toSorted();
}

/** Answers a method that no route of a path has with 405 and `Allow`. To be called when the app has all routes. */
export function refuseOtherMethods<E extends Env>(app: Hono<E>, message: string): void {
  const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'));
  for (const template of new Set(routes.map(({ path }) => path)))
    app.all(template, (context) => {
      context.header('Allow', allowedMethods(routes, context.req.path).join(', '));
      throw new Fault('not-allowed', message);
    });
}

/** A slash at the end is none: apps are not strict about it. */
const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, '').split('/').slice(1);

const isPathOf = (template: readonly string[], segments: readonly string[]): boolean =>
  template.length === segments.length &&
  template.every((part, i) => part.startsWith(':') || part === segments[i]);

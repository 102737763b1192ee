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

/** What differs between dialects. */
export interface OtherMethods {
  /** The refusal, or how a method is refused. */
  readonly message: string | ((method: string) => string);
  /** The path that the app is mounted at, or begins its own paths with. */
  readonly base?: string;
  /** Whether `OPTIONS` is answered with the methods, as Flask does. */
  readonly answersOptions?: boolean;
  /** Whether a `GET` also answers `HEAD`; true by default. */
  readonly hasHead?: boolean;
}

/** Answers a method that no route of a path has with 405 and `Allow`. To be called when the app has all routes. */
export function refuseOtherMethods<E extends Env>(
  app: Hono<E>,
  { message, base = '', answersOptions = false, hasHead = true }: OtherMethods,
): void {
  const own = (path: string): string =>
    path.startsWith(base) ? path.slice(base.length) || '/' : path;
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))
    .map(({ method, path }) => ({ method, path: own(path) }));
  for (const template of new Set(routes.map(({ path }) => path)))
    app.all(template, (context) => {
      const { method, path } = context.req;
      const methods = allowedMethods(routes, own(path)).filter(
        (each) => hasHead || each !== 'HEAD',
      );
      const allowed = answersOptions ? [...methods, 'OPTIONS'].toSorted() : methods;
      context.header('Allow', allowed.join(', '));
      if (answersOptions && method === 'OPTIONS') return context.body(null, 200);
      throw new Fault('not-allowed', typeof message === 'string' ? message : message(method));
    });
}

/** A slash at the end is none: apps are not strict about it. */
const segmentsOf = (path: string): readonly string[] => path.replace(/\/$/, '').split('/').slice(1);

const isPathOf = (template: readonly string[], segments: readonly string[]): boolean =>
  template.length === segments.length &&
  template.every((part, i) => part.startsWith(':') || part === segments[i]);

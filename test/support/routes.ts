/** The routes of any Hono app. */
interface Routed {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** Every route of an app with its method, as `GET /v1/functions/:id`. */
export const routesOf = ({ routes }: Routed): readonly string[] => [
  ...new Set(
    routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ),
];

/** A route's method, and its path with values for its parameters. */
export function requestOf(route: string, values: Readonly<Record<string, string>>) {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for ${name} in ${route}`);
    return value;
  });
  return { method, path };
}

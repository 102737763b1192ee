/** What a Hono app of any kind tells of its routes. */
interface Routed {
  readonly routes: readonly { readonly method: string; readonly path: string }[];
}

/** Every route an app answers for its method, as `GET /v1/functions/:id`. */
export const routesOf = ({ routes }: Routed): readonly string[] => [
  ...new Set(
    routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  ),
];

/** A route as a request: its method, and its path with these values in their places. */
export function requestOf(route: string, values: Readonly<Record<string, string>>) {
  const [method = '', template = ''] = route.split(' ');
  const path = template.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing to put in the place of ${name} in ${route}`);
    return value;
  });
  return { method, path };
}

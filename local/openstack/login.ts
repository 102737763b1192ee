/** A login from the `OS_*` variables, which are read as the `openstack` client does. */
export interface Login {
  readonly authUrl: string;
  /** Who logs in, for messages. */
  readonly who: string;
  readonly identity: Readonly<Record<string, unknown>>;
  /** The requested scope; undefined for an application credential, which has the scope of its own project. */
  readonly scope: Readonly<Record<string, unknown>> | undefined;
  readonly region: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A login to a project by application credential, token or password, depending on the variables. */
export function loginOf(env: Environment, project: string): Login {
  const authUrl = required(env, 'OS_AUTH_URL').replace(/\/+$/, '').replace(/\/v3$/, '');
  const target = { authUrl: `${authUrl}/v3`, region: env['OS_REGION_NAME'] };
  const scope = { project: referenceTo(project, domainOf(env, 'PROJECT')) };
  const type = env['OS_AUTH_TYPE'] ?? '';
  const id = env['OS_APPLICATION_CREDENTIAL_ID'];
  if (type ? type.endsWith('applicationcredential') : id || env['OS_APPLICATION_CREDENTIAL_NAME']) {
    const secret = required(env, 'OS_APPLICATION_CREDENTIAL_SECRET');
    const name = env['OS_APPLICATION_CREDENTIAL_NAME'];
    const credential = id ? { id, secret } : { name, secret, user: userOf(env) };
    return {
      ...target,
      who: `the application credential ${id ?? name}`,
      identity: { methods: ['application_credential'], application_credential: credential },
      scope: undefined,
    };
  }
  if (type ? type.endsWith('token') : env['OS_TOKEN']) {
    const identity = { methods: ['token'], token: { id: required(env, 'OS_TOKEN') } };
    return { ...target, who: 'the user of the token', identity, scope };
  }
  const user = { ...userOf(env), password: required(env, 'OS_PASSWORD') };
  const who = env['OS_USERNAME'] ?? env['OS_USER_ID'] ?? '';
  return { ...target, who, identity: { methods: ['password'], password: { user } }, scope };
}

function userOf(env: Environment) {
  const id = env['OS_USER_ID'];
  return id ? { id } : { name: required(env, 'OS_USERNAME'), domain: domainOf(env, 'USER') };
}

function domainOf(env: Environment, owner: 'USER' | 'PROJECT') {
  const [id, name] = [env[`OS_${owner}_DOMAIN_ID`], env[`OS_${owner}_DOMAIN_NAME`]];
  return id || !name ? { id: id || 'default' } : { name };
}

const referenceTo = (project: string, domain: object) =>
  /^[0-9a-f]{32}$/.test(project) ? { id: project } : { name: project, domain };

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set. Source an openrc file first.`);
  return value;
}

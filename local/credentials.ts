import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { password, type DevStackUser } from './local-settings.ts';
import { binOf, dotLocal } from './folder.ts';

/** Where the files are written, and for whom. */
export interface CredentialsPlace {
  readonly folder: string;
  /** The folder with the clients' programs. */
  readonly clients: string;
  /** The user that `openrc` stands for if it is not told one. */
  readonly defaultUser: string;
}

const ofLocalStack: CredentialsPlace = {
  folder: dotLocal,
  clients: binOf('clients'),
  defaultUser: 'demo',
};

/** Writes the two files that tell the clients how to reach the local stack; only their owner can read them. */
export function writeCredentials(
  url: string,
  users: readonly DevStackUser[],
  place = ofLocalStack,
): void {
  removeCredentials(place);
  linkClients(place);
  const only = { mode: 0o600, flag: 'wx' };
  writeFileSync(openrcIn(place), openrc(url, users, place), only);
  writeFileSync(cloudsIn(place), clouds(url, users), only);
}

export function removeCredentials(place = ofLocalStack): void {
  for (const file of [openrcIn(place), cloudsIn(place)]) rmSync(file, { force: true });
}

const openrcIn = ({ folder }: CredentialsPlace): string => join(folder, 'openrc');
const cloudsIn = ({ folder }: CredentialsPlace): string => join(folder, 'clouds.yaml');
const programsIn = ({ folder }: CredentialsPlace): string => join(folder, 'bin');

/** Links the clients only: with their whole environment on the PATH, its Python would replace the user's. */
function linkClients(place: CredentialsPlace): void {
  rmSync(programsIn(place), { recursive: true, force: true });
  mkdirSync(programsIn(place), { recursive: true });
  for (const name of ['openstack', 'aodh', 'gnocchi']) {
    const program = join(place.clients, name);
    if (existsSync(program)) symlinkSync(program, join(programsIn(place), name));
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A shell file for bash and zsh that is used like DevStack's `openrc`. It puts the clients on the PATH. */
export function openrc(url: string, users: readonly DevStackUser[], place = ofLocalStack): string {
  const bin = programsIn(place);
  const { defaultUser } = place;
  const projects = users.map((user) => `  ${user.name}) OS_PROJECT_NAME=${user.defaultProject} ;;`);
  return `# source ${openrcIn(place)} [USER [PROJECT]]     (default: ${defaultUser})
unset OS_CLOUD OS_TOKEN OS_ENDPOINT OS_SYSTEM_SCOPE OS_TENANT_NAME OS_TENANT_ID
unset OS_USER_ID OS_PROJECT_ID OS_USER_DOMAIN_ID OS_PROJECT_DOMAIN_ID
unset OS_APPLICATION_CREDENTIAL_ID OS_APPLICATION_CREDENTIAL_NAME OS_APPLICATION_CREDENTIAL_SECRET
OS_USERNAME="\${1:-${defaultUser}}"
case "\${2:-}:$OS_USERNAME" in
  :*) case "$OS_USERNAME" in
${projects.map((line) => `  ${line}`).join('\n')}
    *) OS_PROJECT_NAME="$OS_USERNAME" ;;
  esac ;;
  *) OS_PROJECT_NAME="$2" ;;
esac
export OS_USERNAME OS_PROJECT_NAME
export OS_PASSWORD=${quoted(password)}
export OS_AUTH_TYPE=password
export OS_AUTH_URL=${quoted(`${url}/identity/v3`)}
export OS_IDENTITY_API_VERSION=3
export OS_USER_DOMAIN_NAME=Default
export OS_PROJECT_DOMAIN_NAME=Default
export OS_REGION_NAME=RegionOne
export TAIBAI_URL=${quoted(url)}
case ":$PATH:" in
  *:${quoted(bin)}:*) ;;
  *) export PATH=${quoted(bin)}:"$PATH" ;;
esac
`;
}

/** One cloud per user, with the user's name. The file is JSON, which is also YAML. */
export function clouds(url: string, users: readonly DevStackUser[]): string {
  const entries = users.map((user) => [
    user.name,
    {
      auth: {
        auth_url: `${url}/identity/v3`,
        username: user.name,
        password: user.password,
        project_name: user.defaultProject,
        user_domain_name: 'Default',
        project_domain_name: 'Default',
      },
      auth_type: 'password',
      identity_api_version: 3,
      region_name: 'RegionOne',
    },
  ]);
  return `${JSON.stringify({ clouds: Object.fromEntries(entries) }, undefined, 2)}\n`;
}

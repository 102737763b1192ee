import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Where packages put programs of a server, and users' paths often do not lead. */
const usual = ['/usr/local/sbin', '/usr/sbin', '/opt/homebrew/sbin', '/usr/local/bin', '/usr/bin'];

/** The places of a RabbitMQ and an Erlang that are installed on the machine; undefined if there are none. */
export function findInstalled(environment = process.env, more = usual) {
  const folders = [...(environment.PATH ?? '').split(delimiter).filter(Boolean), ...more];
  const program = (name) =>
    folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  const [erl, server] = [program('erl'), program('rabbitmq-server')];
  const home = server && serverHome(realpathSync(server));
  const mapper = erl && (program('epmd') ?? mapperOf(erl));
  return home && mapper ? { server: home, erlang: dirname(erl), mapper } : undefined;
}

/** The home has `sbin/rabbitmq-server`. Packages put a wrapper elsewhere, which runs as the service's user. */
function serverHome(program) {
  const own = dirname(dirname(program));
  const packaged = join('/usr/lib/rabbitmq/lib');
  const homes = existsSync(packaged)
    ? readdirSync(packaged).map((name) => join(packaged, name))
    : [];
  return [own, ...homes].find((home) => existsSync(join(home, 'plugins')));
}

function mapperOf(erl) {
  const program = 'io:format("~s", [code:root_dir()]), halt().';
  const { stdout } = spawnSync(erl, ['-noshell', '-eval', program], { encoding: 'utf8' });
  if (!stdout || !existsSync(stdout)) return undefined;
  return readdirSync(stdout)
    .filter((name) => name.startsWith('erts-'))
    .map((name) => join(stdout, name, 'bin', 'epmd'))
    .find((file) => existsSync(file));
}

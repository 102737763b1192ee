import { parseArgs } from 'node:util';
import { PreparationError } from './step.mjs';

const text = { type: 'string' };
const flag = { type: 'boolean' };

/**
 * Every command: what it needs besides the Node packages (files in `local/requirements`, RabbitMQ, a browser),
 * what it accepts, and what `--help` says.
 */
export const commands = {
  up: {
    needs: ['emulator', 'clients'],
    options: { port: text, keep: flag },
    usage: 'up [-- --port PORT] [--keep]',
    help: `Starts the local stack in the background: an emulator of AWS with the stacks deployed to it, on
http://localhost:7070. Writes .local/openrc and .local/clouds.yaml.

  --port PORT  another port than 7070
  --keep       keeps what is stored when the stack is stopped, in .local/kept, and starts with what was kept
               there before. Without it the stack starts empty, and all is removed when it stops.`,
  },
  down: {
    needs: [],
    options: { purge: flag },
    usage: 'down [-- --purge]',
    help: `Stops the local stack and says what it removed: its data (unless it was started with --keep), the
credentials in .local, and what crashed commands left behind.

  --purge      also removes what stacks with --keep have kept in .local/kept`,
  },
  guide: {
    needs: ['emulator', 'clients-3', 'clients'],
    usage: 'guide',
    help: 'Follows the guide on a stack of its own, checks every field that it shows, and removes the stack.',
  },
  'record/guide': {
    needs: [],
    options: { draw: flag },
    usage: 'record [-- --draw]',
    help: `Runs the guide and draws the picture in the README from what it prints.

  --draw       draws docs/images/guide.txt again, without running the guide`,
  },
  check: {
    needs: [],
    usage: 'check',
    help: 'Types, lint, format and the fast tests, side by side.',
  },
  test: {
    needs: [
      'emulator',
      'clients',
      'clients-3',
      'keystone',
      'senders',
      'validators',
      'schemathesis',
      'rabbitmq',
      'recorded',
      'browser',
    ],
    usage: 'test',
    help: 'All checks and all tests, with an emulator and the real clients. Takes about half an hour.',
  },
  bench: {
    needs: ['emulator'],
    positionals: true,
    options: { quick: flag },
    usage: 'bench [-- alarms [--quick]|functions|large|log [--quick]|metrics|cost|load]',
    help: `Measures latency and throughput beside the floor of the same AWS services on this machine.

  alarms       with 1, 1,000 and 5,000 alarms, the log of events off and on, each beside its floor, which takes
               about a quarter of an hour. With --quick, just that it runs
  functions    creating, executing and listing functions
  large        what a new evaluator takes in a project with 100,000 alarms, and what it holds
  log          with the log of events on and off, one event a second and in bursts; then backtests, lists and
               explanations over stored events. With --quick, just that it runs
  metrics      requests of measures beside a real Gnocchi (where PostgreSQL is installed), and from a measure to the
               notification of its alarm; takes up to eight minutes, and less as \`metrics small\`
  cost         what AWS would bill for an execution, for requests of measures, and for an idle month
  load         how long the Lambdas of an event's way load on a cold start, beside a module with the DynamoDB
               client alone`,
  },
  simulate: {
    needs: [],
    positionals: true,
    usage: 'simulate [-- SEED]',
    help: `Simulates an hour of two thousand events a second with a hundred thousand alarms: times, backlogs, quotas
and cost on AWS, by published figures. Takes some minutes; docs/scale.md explains what it prints.`,
  },
  'bench/bridge': {
    needs: ['emulator', 'rabbitmq'],
    positionals: true,
    usage: 'bench:bridge',
    help: 'Measures the bridge from RabbitMQ.',
  },
  bridge: {
    needs: [],
    usage: 'bridge',
    help: `Forwards notifications from RabbitMQ to the bus EVENT_BUS, or else to the running local stack, until it
is stopped. BRIDGE_TRANSPORT_URL names the broker: rabbit://USER:PASSWORD@HOST:5672/. docs/events.md lists
all variables.`,
  },
  'smoke-aws': {
    needs: ['emulator', 'clients-3'],
    options: { emulator: flag },
    usage: 'smoke:aws [-- --emulator]',
    help: `Deploys to the AWS account of the environment, checks what only AWS can show, and removes everything.

  --emulator   rehearses every step without an account`,
  },
  package: {
    needs: [],
    options: { output: text, python: text, deploy: text, entry: text },
    positionals: true,
    usage: 'package -- FOLDER [--output FILE.zip] [--python VERSION] [--deploy NAME]',
    help: `Zips a function's folder together with the libraries of its requirements.txt, as wheels for Lambda.

  --output FILE     the zip; by default it is named after the folder, in the current folder
  --python VERSION  the Python to package for, such as 3.12; by default the newest of the deployment that the
                    OS_* variables name, or else the newest of Lambda
  --deploy NAME     creates the function NAME in the project of the OS_* variables, or updates it
  --entry NAME      the entry of the function, MODULE.FUNCTION; main.main by default`,
  },
  openapi: {
    needs: [],
    options: { url: text },
    usage: 'openapi [-- --url URL]',
    help: `Prints the API document (OpenAPI 3.1, JSON) of all services; docs/api.md says what it covers. With
\`npm run --silent\` nothing else is printed.

  --url URL    where the API is served; http://localhost:7070 by default`,
  },
  screenshots: {
    needs: ['emulator', 'browser'],
    options: { url: text, readme: flag },
    usage: 'screenshots [-- --url URL] [--readme]',
    help: `Takes a picture of every screen of the console, at 390 and 1280 pixels, light and dark, of a project with a
small story. They are in .local/screenshots.

  --url URL    of a local stack that runs already; by default it starts its own
  --readme     also replaces the pictures of the README, in docs/images`,
  },
  purge: {
    needs: [],
    options: { project: text, yes: flag },
    usage: 'purge -- --project NAME|ID [--yes]',
    help: `Deletes all that a project owns on the deployment that the OS_* variables name: alarms, jobs, webhooks,
aliases, functions with their versions, executions and stored events.

  --yes        without it, they are only listed`,
  },
  export: {
    needs: [],
    options: { project: text, to: text, prefix: text },
    usage: 'export -- --project NAME|ID [--to FOLDER] [--prefix PREFIX]',
    help: `Writes what a project has stored as JSON lines and packages into a new folder, without secrets. It reads the
tables and the bucket with the AWS credentials of the environment.

  --project NAME|ID  with an existing Keystone, the id
  --to FOLDER        by default the project's name, in the current folder
  --prefix PREFIX    the deployment's namePrefix; taibai by default`,
  },
};

export const helpOf = ({ usage, help }) => `usage: npm run ${usage}\n\n${help}`;

/** Whether the user asks for help, with whatever else. */
export const asksForHelp = (parameters) =>
  parameters.some((parameter) => parameter === '--help' || parameter === '-h');

/** Refuses what a command does not accept, before it does anything. */
export function checkParameters({ options = {}, positionals = false, usage }, parameters) {
  try {
    parseArgs({ args: parameters, options, allowPositionals: positionals, strict: true });
  } catch (error) {
    throw new PreparationError(`${error.message}\nusage: npm run ${usage}`);
  }
}

import * as z from 'zod';

/** The exchanges that Ceilometer listens to (`notification_control_exchanges`). */
const services = 'nova,glance,neutron,cinder,heat,keystone,trove,swift,magnum,dns';

/** The topics of the guide's cloud, of Ceilometer's event publisher and of the services themselves. */
const defaultBindings = [
  'openstack:alarm.all.sample',
  'openstack:notifications.info',
  'openstack:notifications.error',
  'ceilometer:alarm.all.sample',
  ...services
    .split(',')
    .flatMap((name) => [`${name}:notifications.info`, `${name}:notifications.error`]),
].join(',');

const bindings = z
  .string()
  .transform((text) => text.split(',').map((binding) => binding.trim().split(':')))
  .pipe(z.array(z.tuple([z.string().min(1), z.string().min(1)])))
  .transform((pairs) => pairs.map(([exchange, routingKey]) => ({ exchange, routingKey })));

const whole = (otherwise: number, maximum: number) =>
  z.coerce.number().int().min(1).max(maximum).default(otherwise);

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/** The environment of the bridge's process (`docs/events.md`). */
export const bridgeEnvironment = z.object({
  EVENT_BUS: z.string().min(1),
  BUCKET: z.string().min(1),
  BRIDGE_TRANSPORT_URL: z.string().optional(),
  /** A file with the URL, which keeps the password out of the environment. */
  BRIDGE_TRANSPORT_URL_FILE: z.string().optional(),
  BRIDGE_QUEUE: z.string().min(1).default('taibai'),
  BRIDGE_QUEUE_TYPE: z.enum(['classic', 'quorum']).default('classic'),
  /** `exchange:routing.key`, separated by commas. */
  BRIDGE_BINDINGS: bindings.prefault(defaultBindings),
  BRIDGE_DURABLE_EXCHANGES: flag,
  BRIDGE_PREFETCH: whole(1000, 65_535),
  BRIDGE_BATCH: whole(100, 1000),
  BRIDGE_LANES: whole(4, 64),
  /** A file in the form of Ceilometer's `event_definitions.yaml`. */
  BRIDGE_EVENT_DEFINITIONS: z.string().optional(),
  BRIDGE_TELEMETRY_SECRET_FILE: z.string().optional(),
  BRIDGE_REPORT_SECONDS: whole(30, 3600),
});

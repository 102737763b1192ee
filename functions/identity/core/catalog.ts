/** A service in the catalog, where clients look up endpoints by `type` and interface. */
export interface Service {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly endpoints: readonly Endpoint[];
}

export interface Endpoint {
  readonly id: string;
  readonly interface: Interface;
  readonly url: string;
  readonly region: string;
}

/** The interfaces that clients may ask for (`OS_INTERFACE`). All have the same URL here. */
type Interface = 'public' | 'internal' | 'admin';

interface Description extends Omit<Service, 'endpoints'> {
  /** Below the public URL. */
  readonly path: string;
  readonly endpointIds: Readonly<Record<Interface, string>>;
}

/**
 * The paths carry no version because the clients append `/v1` and `/v2` themselves. The ids are the same
 * in every deployment.
 */
const descriptions: readonly Description[] = [
  {
    id: 'b11447b1e575518e68fd0987517d3f8c',
    type: 'identity',
    name: 'keystone',
    path: '/identity',
    endpointIds: {
      public: 'e7acf2ab4ae54ec5cb185098e24c8620',
      internal: '3a174896a4c3f00d166780146f22ad69',
      admin: '40765aa466ade9b655c582931e83b1e6',
    },
  },
  {
    id: 'bebeb01fcd21e0c5c120a632082e5a45',
    type: 'function-engine',
    name: 'qinling',
    path: '',
    endpointIds: {
      public: 'aa0a1d0eb98ff113debae24f69e987b5',
      internal: '9819f5c14aa313d43e2c614e2318bb69',
      admin: 'f636e4e2f648c75b1031901a14bdf0ad',
    },
  },
  {
    id: '4a206e7c8c45a26a783ea5133dec8c99',
    type: 'alarming',
    name: 'aodh',
    path: '/alarming',
    endpointIds: {
      public: '87002bf4002037c868e8cafb297b383b',
      internal: 'dbd0fa19a9c43280633055d41e04d809',
      admin: 'c2a47d9c604296b49ff33e2c6cd2ccdf',
    },
  },
  {
    id: 'cd11f30bc8a85154a94d59d074242dee',
    type: 'metric',
    // Ceilometer looks the service up by this name.
    name: 'gnocchi',
    path: '/metric',
    endpointIds: {
      public: '0ca4a316cc3c50858380aa7d4b0e4474',
      internal: 'fb00ffaccf2f5a0da00731be7ea3acf8',
      admin: '64de41305248520db4eb6715a55aed3b',
    },
  },
];

/** Only where the deployment stores events. */
const eventLog: Description = {
  id: '5dfb1f0d9e7f4b3c8a41c0a7f6f3d5e2',
  type: 'event',
  name: 'panko',
  path: '/events',
  endpointIds: {
    public: '0f2c6b7e8d3a4c19b5e6a7d8c9f01234',
    internal: '6a8e1d4f9b2c4e70a3d5f7c1b9e82460',
    admin: 'c4b7f0a2d6e84f1b9a3c5e7d1f2b8096',
  },
};

/** What the catalog of a deployment says. */
export interface CatalogSettings {
  readonly publicUrl: string;
  readonly region: string;
  /** Whether the deployment has the metrics service. */
  readonly metrics: boolean;
  /** Whether the deployment stores events. */
  readonly storesEvents?: boolean | undefined;
}

/** The services of this deployment. */
export const catalog = ({
  publicUrl,
  region,
  metrics,
  storesEvents = false,
}: CatalogSettings): readonly Service[] =>
  [...descriptions, ...(storesEvents ? [eventLog] : [])]
    .filter(({ type }) => metrics || type !== 'metric')
    .map(({ path, endpointIds, ...service }) => ({
      ...service,
      endpoints: (['public', 'internal', 'admin'] as const).map((face) => ({
        id: endpointIds[face],
        interface: face,
        url: `${publicUrl}${path}`,
        region,
      })),
    }));

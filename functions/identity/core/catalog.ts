/** A service in the catalog, where clients look up endpoints by `type`. */
export interface Service {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly endpoint: {
    readonly id: string;
    readonly url: string;
    readonly region: string;
  };
}

/**
 * The services of this deployment. The URLs carry no version because the clients append `/v1` and
 * `/v2` themselves. The ids are the same in every deployment.
 */
export function catalog(publicUrl: string, region: string): readonly Service[] {
  return [
    {
      id: 'b11447b1e575518e68fd0987517d3f8c',
      type: 'identity',
      name: 'keystone',
      endpoint: { id: 'e7acf2ab4ae54ec5cb185098e24c8620', url: `${publicUrl}/identity`, region },
    },
    {
      id: 'bebeb01fcd21e0c5c120a632082e5a45',
      type: 'function-engine',
      name: 'qinling',
      endpoint: { id: 'aa0a1d0eb98ff113debae24f69e987b5', url: publicUrl, region },
    },
    {
      id: '4a206e7c8c45a26a783ea5133dec8c99',
      type: 'alarming',
      name: 'aodh',
      endpoint: { id: '87002bf4002037c868e8cafb297b383b', url: `${publicUrl}/alarming`, region },
    },
  ];
}

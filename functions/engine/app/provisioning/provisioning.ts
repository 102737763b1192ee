import type { Ports } from '../../ports.ts';

/** What it takes to make Lambda agree with a function's rows. */
export type Provisioning = Pick<
  Ports,
  'functions' | 'log' | 'provisioner' | 'runtimes' | 'versions'
>;

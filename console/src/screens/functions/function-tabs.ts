/** What is shown of a function, in the order of the tabs. */
export const functionTabs = [
  'code',
  'test',
  'executions',
  'versions',
  'aliases',
  'webhooks',
  'jobs',
  'secrets',
  'settings',
] as const;

export type FunctionTab = (typeof functionTabs)[number];

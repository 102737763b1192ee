import type { Story } from './story.ts';

/** A screen of the console: the tests look at each, and `npm run screenshots` takes its picture. */
export interface Screen {
  readonly name: string;
  /** Below `/console`; undefined if the story has nothing to show there. */
  readonly path: (story: Story) => string | undefined;
  /** The dialog that is open on it. */
  readonly dialog?: string;
  /** Whether only administrators have it. */
  readonly admin?: boolean;
}

const at = (name: string, path: string): Screen => ({ name, path: () => path });
const forAdmin = (name: string, path: string): Screen => ({ ...at(name, path), admin: true });
const tab = (name: string): Screen => ({
  name: `function-${name}`,
  path: ({ functionId }) => `/functions/${functionId}?tab=${name}`,
});

/** Every screen of somebody who is signed in. */
export const screens: readonly Screen[] = [
  at('overview', ''),
  at('events', '/events'),
  at('events-fired', '/events?outcome=fired'),
  { ...at('events-send', '/events?send=new'), dialog: 'Send an event' },
  { ...at('events-replay', '/events?replay=new'), dialog: 'Replay events' },
  { name: 'event', path: ({ messageId }) => `/events/${messageId}` },
  { name: 'event-near-miss', path: ({ nearMissId }) => `/events/${nearMissId}` },
  at('alarms', '/alarms'),
  at('alarm-new', '/alarms/new'),
  { name: 'alarm', path: ({ alarmId }) => `/alarms/${alarmId}` },
  { name: 'alarm-history', path: ({ alarmId }) => `/alarms/${alarmId}?tab=history` },
  { name: 'alarm-why', path: ({ alarmId }) => `/alarms/${alarmId}?tab=why` },
  { name: 'alarm-edit', path: ({ alarmId }) => `/alarms/${alarmId}/edit` },
  {
    name: 'alarm-edit-times',
    path: ({ constrainedAlarmId }) => `/alarms/${constrainedAlarmId}/edit`,
  },
  at('deliveries', '/deliveries'),
  {
    name: 'delivery',
    path: ({ failedDeliveryId }) => failedDeliveryId && `/deliveries/${failedDeliveryId}`,
  },
  at('functions', '/functions'),
  at('function-new', '/functions/new'),
  { name: 'function', path: ({ functionId }) => `/functions/${functionId}` },
  ...['test', 'executions', 'versions', 'aliases', 'webhooks', 'jobs', 'secrets', 'settings'].map(
    tab,
  ),
  at('executions', '/executions'),
  { name: 'execution', path: ({ executionId }) => `/executions/${executionId}` },
  at('webhooks', '/webhooks'),
  { name: 'webhook', path: ({ webhookId }) => `/webhooks/${webhookId}` },
  at('jobs', '/jobs'),
  { name: 'job', path: ({ jobId }) => `/jobs/${jobId}` },
  at('metrics', '/metrics'),
  at('measures', '/measures'),
  at('measures-named', '/measures?metric=cpu'),
  at('account', '/account'),
  forAdmin('admin-projects', '/admin/projects'),
  forAdmin('admin-users', '/admin/users'),
  forAdmin('admin-quotas', '/admin/quotas'),
  forAdmin('admin-dead-letters', '/admin/dead-letters'),
  at('nowhere', '/no/such/screen'),
];

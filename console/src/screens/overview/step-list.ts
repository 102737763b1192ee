import { functionPath } from '../../parts/screen-paths.ts';

export interface Step {
  readonly title: string;
  readonly text: string;
  readonly done: boolean;
  readonly button: string;
  readonly to: string;
  readonly search: Readonly<Record<string, string | boolean>>;
  readonly command: string;
}

interface Found {
  readonly functionId: string | undefined;
  readonly webhookId: string | undefined;
  readonly hasAlarm: boolean;
  readonly hasEvent: boolean;
}

/** The guide: from no function to an execution that an event caused. Each step uses what the one before made. */
export function stepsOf({ functionId, webhookId, hasAlarm, hasEvent }: Found): readonly Step[] {
  return [
    {
      title: 'A function',
      text: 'A few lines of Python that say hello. The event’s alarm arrives as keyword arguments.',
      done: functionId !== undefined,
      button: 'Make a function',
      to: '/functions/new',
      search: { template: 'hello' },
      command:
        'openstack function create --runtime "$(openstack runtime list -f value -c Name | tail -1)" --entry hello_world.main --file hello_world.py',
    },
    {
      title: 'A webhook',
      text: 'An address that runs the function. Treat it like a password.',
      done: webhookId !== undefined,
      button: 'Make a webhook',
      to: functionId === undefined ? '/webhooks' : functionPath(functionId),
      search: functionId === undefined ? { create: true } : { tab: 'webhooks', create: true },
      command: `openstack webhook create --function ${functionId ?? 'FUNCTION'}`,
    },
    {
      title: 'An alarm',
      text: 'It waits for events of a type, and calls the webhook.',
      done: hasAlarm,
      button: 'Make an alarm',
      to: '/alarms/new',
      search: {
        type: 'compute.instance.create',
        name: 'my-first-alarm',
        ...(webhookId !== undefined && { webhook: webhookId }),
      },
      command: `aodh alarm create --name my-first-alarm --type event --event-type compute.instance.create --alarm-action "$(openstack webhook show ${webhookId ?? 'WEBHOOK'} -f value -c webhook_url)"`,
    },
    {
      title: 'An event',
      text: 'An instance was created, it says. Then watch it go its way.',
      done: hasEvent,
      button: 'Send an event',
      to: '/events',
      search: { send: 'instance-created' },
      command:
        'curl "$TAIBAI_URL/events" -H "X-Auth-Token: $token" -H \'content-type: application/json\' -d @event.json',
    },
  ];
}

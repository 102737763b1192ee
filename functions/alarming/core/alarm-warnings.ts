import { ownWebhook } from '../../engine/core/webhooks/own-webhook.ts';
import { actionUrl } from './action/action-url.ts';
import type { Alarm } from './alarm.ts';
import type { Networks } from './delivery/address-guard.ts';
import { deliveryTarget } from './delivery/delivery-target.ts';

/** What of an alarm will have no effect, in words for whoever creates or changes it. */
export function alarmWarnings(
  alarm: Alarm,
  deployment: { readonly publicUrl: string; readonly allowedNetworks: Networks },
): readonly string[] {
  if (alarm.rule.type !== 'event')
    return [`alarms of the type ${alarm.rule.type} are stored and not evaluated`];
  const unused = [...(alarm.okActions ?? []), ...(alarm.insufficientDataActions ?? [])];
  return [
    ...(alarm.timeConstraints.length > 0
      ? ['time constraints have no effect on event alarms, as in Aodh']
      : []),
    ...(unused.length > 0
      ? [
          'ok_actions and insufficient_data_actions of event alarms are never carried out, as in Aodh',
        ]
      : []),
    ...unreachable(alarm.alarmActions ?? [], deployment),
  ];
}

/** Actions that lead to an address which this deployment does not post to; names are resolved at delivery only. */
function unreachable(
  actions: readonly string[],
  { publicUrl, allowedNetworks }: Parameters<typeof alarmWarnings>[1],
): readonly string[] {
  return actions.flatMap((action, position) => {
    const { scheme, target } = actionUrl(action);
    if (!/^(trust\+)?https?$/.test(scheme) || ownWebhook(action, publicUrl)) return [];
    const found = deliveryTarget(onLoopback(target), allowedNetworks);
    if (found.kind !== 'refused') return [];
    return [
      `alarm action ${position} will not be delivered: ${found.reason} (see allowedNetworks in docs/deliveries.md)`,
    ];
  });
}

/** The URL with the address that `localhost` stands for everywhere. */
function onLoopback(target: URL | undefined): string {
  if (!target) return '';
  const url = new URL(target);
  if (/(^|\.)localhost$/.test(url.hostname)) url.hostname = '127.0.0.1';
  return url.href;
}

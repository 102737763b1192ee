import { ownWebhook } from '../../engine/core/webhooks/own-webhook.ts';
import { actionUrl } from './action/action-url.ts';
import type { Alarm } from './alarm.ts';
import type { Networks } from './delivery/address-guard.ts';
import { deliveryTarget } from './delivery/delivery-target.ts';
import { isEvaluated, type KnownSources } from './metric/watching.ts';

/** What of an alarm will have no effect, in words for whoever creates or changes it. */
export function alarmWarnings(
  alarm: Alarm,
  deployment: {
    readonly publicUrl: string;
    readonly allowedNetworks: Networks;
    readonly sources?: KnownSources | undefined;
  },
): readonly string[] {
  if (alarm.rule.type !== 'event') {
    if (!isEvaluated(alarm.rule, deployment.sources))
      return [`alarms of the type ${alarm.rule.type} are stored and not evaluated`];
    return [
      ...unreachable('ok', alarm.okActions ?? [], deployment),
      ...unreachable('alarm', alarm.alarmActions ?? [], deployment),
      ...unreachable('insufficient data', alarm.insufficientDataActions ?? [], deployment),
    ];
  }
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
    ...unreachable('alarm', alarm.alarmActions ?? [], deployment),
  ];
}

/** Actions that lead to an address which this deployment does not post to; names are resolved at delivery only. */
function unreachable(
  state: string,
  actions: readonly string[],
  { publicUrl, allowedNetworks }: Parameters<typeof alarmWarnings>[1],
): readonly string[] {
  return actions.flatMap((action, position) => {
    const { scheme, target } = actionUrl(action);
    if (!/^(trust\+)?https?$/.test(scheme) || ownWebhook(action, publicUrl)) return [];
    const found = deliveryTarget(onLoopback(target), allowedNetworks);
    if (found.kind !== 'refused') return [];
    return [
      `${state} action ${position} will not be delivered: ${found.reason} (see allowedNetworks in docs/deliveries.md)`,
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

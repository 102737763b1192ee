import { requireCallable } from '../../../engine/core/webhooks/own-webhook.ts';
import { Fault } from '../../../platform/core/fault.ts';
import type { AlarmDraft } from '../alarm-draft.ts';
import { actionScheme } from './action-url.ts';
import { isTrustAction, namesTrust, trustTarget } from './trust-action.ts';

/** Aodh's schemes that Taibai does not support, with the reason that the user is told. */
const unsupported: ReadonlyMap<string, string> = new Map([
  ['zaqar', 'this cloud has no Zaqar'],
  ['trust+zaqar', 'this cloud has no Zaqar'],
  ['trust+heat', 'this cloud has no Heat'],
]);

/**
 * Refuses actions that could not be carried out, in Aodh's order and words
 * (`aodh/api/controllers/v2/alarms.py`, `check_alarm_actions`). Whether an address may be reached is
 * checked at delivery, not here.
 */
export function requireActions(
  draft: AlarmDraft,
  { admin, publicUrl }: { readonly admin: boolean; readonly publicUrl: string },
): void {
  for (const actions of [draft.okActions, draft.alarmActions, draft.insufficientDataActions])
    for (const action of actions ?? []) requireAction(action, admin, publicUrl);
}

/** The actions without duplicates, in the order of their first occurrence. */
export const distinctActions = (actions: readonly string[] | null): readonly string[] | null =>
  actions && [...new Set(actions)];

function requireAction(action: string, admin: boolean, publicUrl: string): void {
  const scheme = actionScheme(action);
  const authority = /^[^:]*:\/\/([^/?#]*)/.exec(action)?.[1] ?? '';
  if (authority.includes('[') !== authority.includes(']'))
    throw new Fault('invalid', `Unable to parse action ${action}`);
  if (scheme.startsWith('trust+') && namesTrust(action))
    throw new Fault('invalid', 'trust URL cannot contain a trust ID.');
  const reason = unsupported.get(scheme);
  if (reason) throw new Fault('invalid', `Unsupported action ${action}: ${reason}`);
  if (isTrustAction(action)) {
    if (trustTarget(action, publicUrl)) return;
    throw new Fault(
      'invalid',
      `Unsupported action ${action}: a trust leads to ${publicUrl}/v1 and ${publicUrl}/alarming/v2 only`,
    );
  }
  if (scheme === 'http' || scheme === 'https') return requireCallable(action, publicUrl);
  if (scheme !== 'log' && scheme !== 'test')
    throw new Fault('invalid', `Unsupported action ${action}`);
  if (!admin) throw new Fault('unauthorized', `You are not authorized to create action: ${action}`);
}

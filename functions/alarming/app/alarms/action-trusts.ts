import { allDone } from '../../../platform/app/all-done.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { entrusted, isTrustAction, trustIn } from '../../core/action/trust-action.ts';
import type { AlarmDraft } from '../../core/alarm-draft.ts';
import type { Alarm } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** A caller with the token of the request, from which a trust is created. */
export interface TokenHolder extends Caller {
  readonly token?: string;
}

type Actions = Pick<Alarm, 'okActions' | 'alarmActions' | 'insufficientDataActions'>;

const all = ({ okActions, alarmActions, insufficientDataActions }: Actions): readonly string[] =>
  [okActions, alarmActions, insufficientDataActions].flatMap((actions) => actions ?? []);

/** The draft with one trust of the caller in all trust actions; unchanged if there are none. */
export async function createTrust(
  { trusts }: Pick<Ports, 'trusts'>,
  { token }: TokenHolder,
  draft: AlarmDraft,
): Promise<AlarmDraft> {
  if (!all(draft).some(isTrustAction)) return draft;
  const id = token === undefined ? undefined : await trusts.create(token);
  if (id === undefined) throw new Fault('forbidden', 'A trust cannot be made with this token');
  return {
    ...draft,
    okActions: entrusted(draft.okActions, id),
    alarmActions: entrusted(draft.alarmActions, id),
    insufficientDataActions: entrusted(draft.insufficientDataActions, id),
  };
}

/** Ends the trusts in these actions, so that deliveries get no more tokens by them. */
export async function endTrusts(
  { trusts }: Pick<Ports, 'trusts'>,
  actions: Actions,
): Promise<void> {
  const ids = new Set(all(actions).flatMap((action) => trustIn(action) ?? []));
  await allDone(
    [...ids].map((id) => trusts.end(id)),
    'trusts not ended',
  );
}

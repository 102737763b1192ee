import type { Alarm } from '../../core/alarm.ts';
import type { AlarmDraft } from '../../core/alarm-draft.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { entrusted, isTrustAction, trustIn } from '../../core/trust-action.ts';
import type { Ports } from '../../ports.ts';
import { allDone } from '../../../platform/app/all-done.ts';

/** A caller with the token he came with: what a trust is made of. */
export interface TokenHolder extends Caller {
  readonly token?: string;
}

type Actions = Pick<Alarm, 'okActions' | 'alarmActions' | 'insufficientDataActions'>;

const all = ({ okActions, alarmActions, insufficientDataActions }: Actions): readonly string[] =>
  [okActions, alarmActions, insufficientDataActions].flatMap((actions) => actions ?? []);

/** The draft with one trust of the caller behind all its actions that need one. */
export async function entrust(
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

/** Ends the trusts behind these actions: no delivery gets a token by them any more. */
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

import { allDone } from '../../../platform/app/all-done.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import { Fault } from '../../../platform/core/fault.ts';
import { addsTrustAction, entrusted, trustIn } from '../../core/action/trust-action.ts';
import type { AlarmDraft } from '../../core/alarm-draft.ts';
import type { Alarm } from '../../core/alarm.ts';
import type { Ports } from '../../ports.ts';

/** A caller with the token of the request, from which a trust is created. */
export interface TokenHolder extends Caller {
  readonly token?: string;
}

type Actions = Pick<Alarm, 'okActions' | 'alarmActions' | 'insufficientDataActions'>;

const lists = ['okActions', 'alarmActions', 'insufficientDataActions'] as const;

const noActions: Actions = { okActions: [], alarmActions: [], insufficientDataActions: [] };

/** The ids of the trusts in these actions. */
const trustsIn = (actions: Actions): readonly string[] =>
  lists.flatMap((list) => (actions[list] ?? []).flatMap((action) => trustIn(action) ?? []));

/** The trusts of one request: at most one of its caller is created, when an action first needs it. */
export function requestTrusts({ trusts }: Pick<Ports, 'trusts'>, { token }: TokenHolder) {
  let created: string | undefined;

  async function create(): Promise<string> {
    created ??= token === undefined ? undefined : await trusts.create(token);
    if (created === undefined)
      throw new Fault('forbidden', 'A trust cannot be made with this token');
    return created;
  }

  return {
    /**
     * The draft with a trust in each trust action: of whoever put the action into the list of `seen`, the alarm
     * that it replaces, and otherwise of the caller. An editor's rights are not lent to actions that were
     * there before.
     */
    async entrust(draft: AlarmDraft, seen: Actions = noActions): Promise<AlarmDraft> {
      const adds = lists.some((list) => addsTrustAction(draft[list], seen[list]));
      const id = adds ? await create() : undefined;
      const kept = (list: (typeof lists)[number]) => entrusted(draft[list], seen[list], id);
      return {
        ...draft,
        okActions: kept('okActions'),
        alarmActions: kept('alarmActions'),
        insufficientDataActions: kept('insufficientDataActions'),
      };
    },

    /** Ends the trusts of `before`, and the one that was created, as far as `after` does not have them. */
    async endUnused(after: Actions = noActions, before: Actions = noActions): Promise<void> {
      const used = new Set(trustsIn(after));
      const candidates = new Set([
        ...trustsIn(before),
        ...(created === undefined ? [] : [created]),
      ]);
      await endAll(
        trusts,
        [...candidates].filter((id) => !used.has(id)),
      );
    },
  };
}

/** Ends the trusts in these actions, so that deliveries get no more tokens by them. */
export const endTrusts = ({ trusts }: Pick<Ports, 'trusts'>, actions: Actions): Promise<void> =>
  endAll(trusts, [...new Set(trustsIn(actions))]);

async function endAll(trusts: Ports['trusts'], ids: readonly string[]): Promise<void> {
  await allDone(
    ids.map((id) => trusts.end(id)),
    'trusts not ended',
  );
}

import { after, type Instant, millisecondsOf } from '../../../platform/core/instant.ts';
import type { AlarmKey, AlarmLook, MeasurePorts } from '../../measure-ports.ts';
import type { Ports } from '../../ports.ts';

/** The sweeper hands over what is due before it comes again (`docs/decisions/0010`). */
export const aheadSeconds = 90;
/** How long after its time a look that was handed over is asked for again, if nothing came of it. */
export const handedOverSeconds = 120;

type Asking = Pick<MeasurePorts, 'lookQueue'> & Pick<Ports, 'clock'>;

/**
 * Asks for a look at an alarm at a time, to the second, at most a quarter of an hour ahead; or at once. `until` is the
 * latest time of the measures that lead to it, in seconds since 1970.
 */
export async function askForLook(
  { clock, lookQueue }: Asking,
  { projectId, id }: AlarmKey,
  { at, until }: { readonly at?: Instant | undefined; readonly until?: number } = {},
): Promise<void> {
  const now = clock.now();
  const seconds = at === undefined ? 0 : (millisecondsOf(at) - millisecondsOf(now)) / 1000;
  const second = Math.floor(millisecondsOf(at ?? now) / 1000);
  await lookQueue.send(
    {
      v: 1,
      projectId,
      alarmId: id,
      acceptedAt: now,
      from: until ?? second,
      until: until ?? second,
    },
    Math.max(0, Math.ceil(seconds)),
  );
}

/**
 * Sees to it that the alarm is looked at by then. Of several times the earliest counts; what is due before the
 * next sweep is sent at once.
 */
export async function scheduleLook(
  ports: Asking & Pick<MeasurePorts, 'looks'>,
  alarm: AlarmKey,
  {
    nextAt,
    repeatAt,
    row,
  }: Pick<AlarmLook, 'nextAt' | 'repeatAt'> & { readonly row: AlarmLook | undefined },
): Promise<void> {
  const now = ports.clock.now();
  const promised = row?.nextAt !== undefined && row.nextAt > now ? row.nextAt : undefined;
  const isKept =
    nextAt === undefined
      ? row?.nextAt === undefined || promised !== undefined
      : promised !== undefined && promised <= nextAt;
  if (isKept && repeatAt === row?.repeatAt) return;
  const at = isKept ? row?.nextAt : nextAt;
  const isNear = at !== undefined && at <= after(now, aheadSeconds);
  const dueAt = at !== undefined && isNear ? after(at, handedOverSeconds) : at;
  await ports.looks.schedule(alarm, { nextAt: at, repeatAt, dueAt });
  if (isNear && !isKept) await askForLook(ports, alarm, { at });
}

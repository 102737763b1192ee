/*
 * Metrics that are first measured by the same request share a lane, and what arrives for a lane in one request
 * is one row. Agents send the same metrics together again and again, so a request costs a row, however many
 * measures it has.
 */

/** How many metrics a lane takes: twice what an agent sends in a request by default. */
export const laneMembers = 100;

/** What a lane knows of a metric, so that measures are accepted without asking the index for each of them. */
export interface Member {
  readonly place: number;
  readonly metricId: string;
  readonly resourceId: string | null;
  readonly name: string | null;
  readonly creatorProjectId: string;
  /** Whose the resource is. */
  readonly resourceProjectId: string | null;
  /** False once the metric or its resource has changed, until the index has been asked again. */
  readonly current: boolean;
  /** Whether an alarm watches this metric itself. */
  readonly watched: boolean;
}

export interface Lane {
  readonly id: string;
  /** Counts the changes of `members`. */
  readonly version: number;
  /** By place. */
  readonly members: readonly Member[];
}

export const emptyLane = (id: string): Lane => ({ id, version: 0, members: [] });

/** What the index says of a metric that is measured. */
export type Indexed = Omit<Member, 'place' | 'current' | 'watched'>;

/** The lane with these metrics as they are now, the new ones at its end. */
export function withMembers(lane: Lane, found: readonly Indexed[]): Lane {
  const members = [...lane.members];
  for (const each of found) {
    const known = members.find(({ metricId }) => metricId === each.metricId);
    const place = known?.place ?? members.length;
    members[place] = { ...each, place, current: true, watched: known?.watched ?? false };
  }
  return { ...lane, version: lane.version + 1, members };
}

/** The lane with a change of some of its metrics; undefined if it changes nothing. */
export function withChange(
  lane: Lane,
  metricIds: ReadonlySet<string>,
  change: Partial<Pick<Member, 'current' | 'watched'>>,
): Lane | undefined {
  const members = lane.members.map((member) =>
    metricIds.has(member.metricId) ? { ...member, ...change } : member,
  );
  const changed = members.some(
    ({ current, watched }, i) =>
      current !== lane.members[i]?.current || watched !== lane.members[i]?.watched,
  );
  return changed ? { ...lane, version: lane.version + 1, members } : undefined;
}

/** How a request names a metric: by its id, or by its resource and its name there. */
export type SeriesKey =
  | { readonly kind: 'metric'; readonly metricId: string }
  | { readonly kind: 'named'; readonly resourceId: string; readonly name: string };

export const keyText = (key: SeriesKey): string =>
  key.kind === 'metric' ? key.metricId : `${key.resourceId}/${key.name}`;

/** A metric in its lane. */
export interface Series {
  readonly laneId: string;
  readonly member: Member;
}

/** The metrics of a lane of which it knows enough, under each name that a request may give them. */
export const seriesIn = ({ id, members }: Lane): readonly (readonly [string, Series])[] =>
  members
    .filter(({ current }) => current)
    .flatMap((member) => {
      const series = { laneId: id, member };
      const { metricId, resourceId, name } = member;
      const byId = [keyText({ kind: 'metric', metricId }), series] as const;
      return resourceId === null || name === null
        ? [byId]
        : [byId, [keyText({ kind: 'named', resourceId, name }), series] as const];
    });

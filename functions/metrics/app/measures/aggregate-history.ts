import { slots } from '../../../platform/app/slots.ts';
import { groupBy } from '../../../platform/core/group-by.ts';
import { isoMicroseconds } from '../../../platform/core/python-datetime.ts';
import { byCodePoint } from '../../../platform/core/python-json.ts';
import type { Caller } from '../../../platform/core/caller.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { type Spell, shareOf, spellsOf, summed } from '../../core/aggregation/spell.ts';
import { measureLimits } from '../../core/measures/measure-limits.ts';
import { invalid } from '../../core/refusal.ts';
import type { Revision } from '../../core/resource.ts';
import { findRevisions } from '../resources/list-resources.ts';
import {
  type AggregatingPorts,
  type Group,
  groupedBy,
  noneOf,
  operatedIn,
  type ResourceSelection,
} from './aggregate.ts';
import { type Computation, type Computed, compute, type Operated } from './compute.ts';

/** Revisions whose measures are read at once. */
const atOnce = 8;

/**
 * The operations on each resource for each group of values that its attributes have had, as `use_history` of
 * `gnocchi/rest/aggregates/api.py`: a window in which attributes changed counts in parts, by its time before and after.
 * What comes of several resources of a group is summed; Gnocchi leaves some of them out.
 */
export async function aggregateHistory(
  ports: AggregatingPorts,
  caller: Caller,
  selection: ResourceSelection & { readonly groupBy: readonly string[] },
  computation: Computation,
): Promise<readonly Group[]> {
  const { from, until } = computation;
  const rows = (await findRevisions(ports, caller, { ...selection, rule: 'search' })).filter(
    (row) => from === undefined || until === undefined || isWithin(row, from, until),
  );
  if (rows.length > measureLimits.revisions)
    throw invalid(
      `More than ${measureLimits.revisions} revisions are found: narrow the search, or ask for less time`,
    );
  const spells = spellsById(rows, { from, until });
  const groups = await groupedBy(ports, selection, rows);
  const inSlot = slots(atOnce);
  const aggregated = await Promise.all(
    groups.map(async ({ key, rows: own }) => {
      const parts = await Promise.all(
        own.map((row) =>
          inSlot(() => partOf(ports, { row, spell: spells.get(row) ?? {} }, computation)),
        ),
      );
      const computed = summed(parts.flatMap((part) => part.computed));
      return { key, operated: parts.flatMap((part) => part.operated), computed };
    }),
  );
  const found = aggregated.filter(({ computed }) =>
    computed.some(({ series: [points = []] }) => points.length > 0),
  );
  if (found.length === 0) throw noneOf(computation);
  return found;
}

const microseconds = (instant: Instant): number => Number(isoMicroseconds(instant) ?? 0n);

const isWithin = ({ resource, revisionEnd }: Revision, from: number, until: number): boolean =>
  microseconds(resource.revisionStart) < until &&
  (revisionEnd === null || microseconds(revisionEnd) >= from);

/** For how long each row counts: the first of a resource for all that was before, too. */
function spellsById(rows: readonly Revision[], range: Spell): ReadonlyMap<Revision, Spell> {
  const byResource = [...groupBy(rows, ({ resource }) => resource.id).values()];
  return new Map(
    byResource.flatMap((own) => {
      const ordered = own.toSorted((left, right) =>
        byCodePoint(left.resource.revisionStart, right.resource.revisionStart),
      );
      const spells = spellsOf(
        ordered.map(({ resource, revisionEnd }) => ({
          from: microseconds(resource.revisionStart),
          until: revisionEnd === null ? undefined : microseconds(revisionEnd),
        })),
        range,
      );
      return ordered.map((row, i): [Revision, Spell] => [row, spells[i] ?? {}]);
    }),
  );
}

interface Part {
  readonly operated: readonly Operated[];
  readonly computed: readonly Computed[];
}

/** What the operations make of one resource while it was so, each window by its share of the time. */
async function partOf(
  ports: AggregatingPorts,
  { row, spell }: { readonly row: Revision; readonly spell: Spell },
  computation: Computation,
): Promise<Part> {
  const operated = await operatedIn(ports, [row.resource], computation);
  if (operated.length === 0) return { operated: [], computed: [] };
  const computed = await compute(ports, operated, { ...computation, ...spell });
  if (computed.some(({ aggregated }) => !aggregated))
    throw invalid('use_history groups what is aggregated: wrap the metric in "aggregate"');
  return {
    operated,
    computed: computed.map(({ granularity, aggregated, series: [points = []] }) => ({
      granularity,
      aggregated,
      series: [
        points.map(({ time, value }) => ({
          time,
          value: value * shareOf({ from: time, until: time + granularity }, spell),
        })),
      ],
    })),
  };
}

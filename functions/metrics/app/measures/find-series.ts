import { LRUCache } from 'lru-cache';
import { keyText, type Series, seriesIn, type SeriesKey } from '../../core/storage/lane.ts';
import type { LaneStore, MeasurePorts } from '../../measure-ports.ts';

/** Finds metrics in their lanes, by `keyText`. Those of which no lane knows enough are left out. */
export type FindSeries = (keys: readonly SeriesKey[]) => Promise<ReadonlyMap<string, Series>>;

/** Metrics whose lanes a process remembers. They stay in them, so what is remembered is where to look first. */
const remembered = 100_000;
/** Metrics of a request share few lanes: so many are looked up one after the other before all are. */
const probes = 3;

export function seriesFinder({ lanes }: Pick<MeasurePorts, 'lanes'>): FindSeries {
  const lanesByKey = new LRUCache<string, string>({ max: remembered });

  return async (keys) => {
    const search = laneSearch(lanes);
    const texts = keys.map(keyText);
    const left = () => keys.filter((_, i) => !search.found.has(texts[i] ?? ''));

    await search.look(texts.map((text) => lanesByKey.get(text)));
    for (let probe = 0; probe < probes && left().length > 1; probe += 1)
      // oxlint-disable-next-line no-await-in-loop -- a lane usually has the rest, too
      await search.look(await lanes.find(left().slice(0, 1)));
    if (left().length > 0) await search.look(await lanes.find(left()));

    for (const text of texts) {
      const series = search.found.get(text);
      if (series) lanesByKey.set(text, series.laneId);
    }
    return search.found;
  };
}

/** The metrics of the lanes that were looked at. */
function laneSearch(lanes: Pick<LaneStore, 'get'>) {
  const seen = new Set<string>();
  const found = new Map<string, Series>();
  return {
    found,
    async look(ids: readonly (string | undefined)[]): Promise<void> {
      const fresh = [...new Set(ids)].filter((id) => id !== undefined && !seen.has(id));
      const wanted = fresh.flatMap((id) => id ?? []);
      for (const id of wanted) seen.add(id);
      for (const lane of (await lanes.get(wanted)).values())
        for (const [key, series] of seriesIn(lane)) found.set(key, series);
    },
  };
}

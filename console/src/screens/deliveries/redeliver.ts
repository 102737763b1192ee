import * as z from 'zod';
import { queryText } from '../../api/query-text.ts';
import { request, requestJson } from '../../api/request.ts';
import type { DeliveryFilters } from './routes.tsx';

const base = '/alarming/v2/deliveries';

/** As many as one request may begin again. */
export const mostAtOnce = 1_000;

const filterOf = ({ state, alarm }: DeliveryFilters) => ({
  ...(state !== undefined && { state }),
  ...(alarm !== undefined && { alarm }),
  limit: mostAtOnce,
});

export const redeliverOne = (id: string) =>
  request(`${base}/${encodeURIComponent(id)}/redeliver`, { method: 'POST' });

/** How many deliveries pass the filters, up to as many as one request begins again. */
export async function countDeliveries(filters: DeliveryFilters): Promise<number> {
  const found = await requestJson(`${base}${queryText(filterOf(filters))}`, z.array(z.unknown()));
  return found.length;
}

/** Begins all deliveries that pass the filters again, and answers how many. */
export async function redeliverAll(filters: DeliveryFilters): Promise<number> {
  const begun = await requestJson(`${base}/redeliver`, z.array(z.unknown()), {
    method: 'POST',
    body: filterOf(filters),
  });
  return begun.length;
}

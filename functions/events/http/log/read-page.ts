import { type EventOrder, eventOrder, sortKeys } from '../../core/log/event-order.ts';
import { logLimits } from '../../core/log/log-limits.ts';
import { wrongInput } from './wrong-input.ts';

export const pageArguments: readonly string[] = ['limit', 'marker', 'sort'];

export interface PageAsked {
  readonly limit: number;
  readonly order: EventOrder;
  readonly marker?: string;
}

/** Reads limit, marker and order of a list (`set_pagination_options` of Panko). */
export function readPage(parameters: URLSearchParams): PageAsked {
  const marker = parameters.get('marker');
  if (marker !== null && marker.length > logLimits.conditionCharacters)
    throw wrongInput(
      'marker',
      `${marker.slice(0, 100)}…`,
      `It is longer than ${logLimits.conditionCharacters} characters.`,
    );
  return {
    limit: readLimit(parameters.get('limit')),
    order: eventOrder(readSorts(parameters.getAll('sort'))),
    ...(marker && { marker }),
  };
}

function readLimit(text: string | null): number {
  if (text === null) return logLimits.pageEventsByDefault;
  if (!/^\s*[+-]?\d{1,15}\s*$/.test(text))
    throw wrongInput(
      'limit',
      text.slice(0, 100),
      `unable to convert to int. Error: invalid literal for int() with base 10: '${text.slice(0, 100)}'`,
    );
  const limit = Number(text);
  if (limit < 0)
    throw wrongInput('limit', String(limit), 'the limit should be a positive integer.');
  if (limit > logLimits.pageEvents)
    throw wrongInput('limit', String(limit), `It is greater than ${logLimits.pageEvents}.`);
  return limit === 0 ? logLimits.pageEventsByDefault : limit;
}

const pair =
  "the sort parameter should be a pair of sort key and sort dir combined with ':', or only sort key specified and sort dir will be default 'asc', ";

function readSorts(texts: readonly string[]) {
  if (texts.length > 2 * sortKeys.length)
    throw wrongInput(
      'sort',
      `${texts.length} items`,
      `More than ${2 * sortKeys.length} are not allowed.`,
    );
  return texts.map((text) => {
    const [name = '', direction = ''] = text.split(/:(.*)/s);
    const key = sortKeys.find((each) => each === name);
    const shown = text.slice(0, 100);
    if (!key)
      throw wrongInput(
        'sort',
        shown,
        `${pair}the supported sort keys are: ['message_id', 'generated']`,
      );
    if (!['', 'asc', 'desc'].includes(direction))
      throw wrongInput(
        'sort direction',
        shown,
        `${pair}the supported sort directions are: ['asc', 'desc']`,
      );
    return { key, descending: direction === 'desc' };
  });
}

import { parser } from '@prometheus-io/lezer-promql';

/** Where in a query something is to be put. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * The query with a matcher of the project in each of its selectors, so that it reads that project's series alone;
 * undefined if it is not PromQL. Aodh looks for the names of metrics in the text instead
 * (`observabilityclient/rbac.py`), which misses selectors that match names by a label.
 */
export function scopedPromql(query: string, label: string, projectId: string): string | undefined {
  const matcher = `${label}=${JSON.stringify(projectId)}`;
  const insertions: Insertion[] = [];
  let isPromql = true;
  parser.parse(query).iterate({
    enter({ name, type, from, to, node }) {
      if (type.isError) isPromql = false;
      if (name !== 'VectorSelector') return;
      const matchers = node.getChild('LabelMatchers');
      if (!matchers) insertions.push({ at: to, text: `{${matcher}}` });
      else {
        const isEmpty = matchers.firstChild === null;
        insertions.push({ at: matchers.from + 1, text: isEmpty ? matcher : `${matcher},` });
      }
      if (from === to) isPromql = false;
    },
  });
  if (!isPromql || query.trim() === '') return undefined;
  return insertions
    .toSorted((left, right) => right.at - left.at)
    .reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), query);
}

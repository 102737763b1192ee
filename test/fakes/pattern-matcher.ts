type Fields = { readonly [field: string]: unknown };

/**
 * Whether a pattern matches an event, by brute force: implements what EventBridge documents of the operators
 * that compiled patterns use, and throws on others.
 */
export const matchesPattern = (pattern: Fields, event: Fields): boolean =>
  Object.entries(pattern).every(([field, wanted]) => {
    const found = Object.hasOwn(event, field) ? event[field] : undefined;
    if (Array.isArray(wanted)) return wanted.some((matcher) => accepts(matcher, found));
    if (!isFields(wanted)) throw new Error(`"${field}" must be an object or an array`);
    return matchesPattern(wanted, isFields(found) ? found : {});
  });

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list matches if any of its elements does. */
function accepts(matcher: unknown, found: unknown): boolean {
  const leaves: readonly unknown[] = Array.isArray(found) ? found : [found];
  const values = leaves.filter((leaf) => leaf !== undefined && !isFields(leaf));
  if (!isFields(matcher)) return values.includes(matcher);
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(matcher);
  if (others.length > 0) throw new Error('only one operator in a match expression');
  if (operator === 'exists') return operand === values.length > 0;
  return values.some((value) => holds(operator, operand, value));
}

function holds(operator: string, operand: unknown, value: unknown): boolean {
  if (operator === 'anything-but' && Array.isArray(operand)) return !operand.includes(value);
  if (operator === 'numeric' && Array.isArray(operand))
    return typeof value === 'number' && inRange(operand, value);
  if (typeof operand !== 'string') throw new Error(`"${operator}" cannot take this operand`);
  if (operator === 'prefix') return typeof value === 'string' && value.startsWith(operand);
  if (operator === 'suffix') return typeof value === 'string' && value.endsWith(operand);
  throw new Error(`this matcher does not know "${operator}"`);
}

const relations: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

function inRange(range: readonly unknown[], value: number): boolean {
  const [operator, limit, ...rest] = range;
  const relation = relations[String(operator)];
  if (!relation || typeof limit !== 'number') throw new Error('a malformed numeric range');
  return relation(value, limit) && (rest.length === 0 || inRange(rest, value));
}

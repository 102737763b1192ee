/** A metric, by its id or a pattern of its name, and one of its aggregates. */
export interface Reference {
  readonly name: string;
  readonly method: string;
}

/** What `/v1/aggregates` computes (`gnocchi/rest/aggregates/api.py`, `OperationsSchema`). */
export type Operation =
  | { readonly kind: 'metric'; readonly references: readonly Reference[] }
  | {
      readonly kind: 'aggregate';
      readonly method: CrossMethod;
      readonly of: Operand;
    }
  | {
      readonly kind: 'resample';
      readonly method: CrossMethod;
      /** In microseconds. */
      readonly span: number;
      readonly of: Operand;
    }
  | {
      readonly kind: 'rolling';
      readonly method: CrossMethod;
      /** In points. */
      readonly window: number;
      readonly of: Operand;
    }
  | { readonly kind: 'unary'; readonly name: UnaryName; readonly of: Operand }
  | {
      readonly kind: 'binary';
      readonly name: BinaryName;
      readonly left: Operand;
      readonly right: Operand;
    }
  | {
      readonly kind: 'clip';
      readonly of: Operand;
      readonly low: Operand;
      /** Missing if there is no upper bound. */
      readonly high: Operand | undefined;
    };

export type Operand = Operation | number;

const plainMethods = ['mean', 'median', 'std', 'min', 'max', 'sum', 'var', 'count'] as const;
export type PlainMethod = (typeof plainMethods)[number];
/** How values of several series, or of successive windows, become one; with `rate:`, the differences of that. */
export interface CrossMethod {
  readonly plain: PlainMethod;
  readonly ofRate: boolean;
}

export function crossMethod(name: string): CrossMethod | undefined {
  const ofRate = name.startsWith('rate:');
  const plain = plainMethods.find((each) => each === (ofRate ? name.slice('rate:'.length) : name));
  return plain && { plain, ofRate };
}

const unaryNames = [
  'absolute',
  'negative',
  'cos',
  'sin',
  'tan',
  'floor',
  'ceil',
  'rateofchange',
  'rateofchangesec',
] as const;
export type UnaryName = (typeof unaryNames)[number];

export const unaryName = (name: string): UnaryName | undefined =>
  name === 'abs'
    ? 'absolute'
    : name === 'neg'
      ? 'negative'
      : unaryNames.find((each) => each === name);

/** Each with its other spellings. */
const binaryNames = [
  ['eq', '=', '=='],
  ['lt', '<'],
  ['gt', '>'],
  ['le', '<=', '≤'],
  ['ge', '>=', '≥'],
  ['ne', '!=', '≠'],
  ['mod', '%'],
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*', '×'],
  ['div', '/', '÷'],
  ['pow', '**', '^'],
  ['clip_min'],
  ['clip_max'],
  ['max'],
] as const;
export type BinaryName = (typeof binaryNames)[number][0];

export const binaryName = (name: string): BinaryName | undefined =>
  binaryNames.find((spellings) => spellings.some((each) => each === name))?.[0];

/** The metrics that an operation names, each once. */
export function referencesIn(operation: Operand): readonly Reference[] {
  const found = new Map<string, Reference>();
  const visit = (operand: Operand | undefined): void => {
    if (operand === undefined || typeof operand === 'number') return;
    switch (operand.kind) {
      case 'metric':
        for (const each of operand.references)
          found.set(JSON.stringify([each.name, each.method]), each);
        return;
      case 'binary':
        visit(operand.left);
        visit(operand.right);
        return;
      case 'clip':
        visit(operand.of);
        visit(operand.low);
        visit(operand.high);
        return;
      case 'aggregate':
      case 'resample':
      case 'rolling':
      case 'unary':
        visit(operand.of);
        return;
    }
  };
  visit(operation);
  return [...found.values()];
}

import { isArray, type Json } from '../../../platform/core/python-json.ts';
import { pythonFloat, pythonInt } from '../../../platform/core/python-number.ts';
import { pythonType } from '../../../platform/core/python-repr.ts';
import { measureLimits } from '../measures/measure-limits.ts';
import { invalid, invalidInput } from '../refusal.ts';
import { readTimespan } from '../time/timespan.ts';
import {
  binaryName,
  type CrossMethod,
  crossMethod,
  type Operand,
  type Operation,
  type Reference,
  unaryName,
} from './operation.ts';
import { readNested } from './read-nested.ts';

/** Where operations are in the body: what is wrong with them is said of it. */
const key = 'operations';
const wrong = (reason: string) => invalidInput(`${reason} for dictionary value`, [key]);

/** Operations as nested lists, or as text. */
export function readOperations(json: Json): Operation {
  const nested = typeof json === 'string' ? readNested(json) : json;
  const budget = { left: measureLimits.operations };
  const operation = readOperation(nested, budget, 0);
  if (operation === undefined) throw wrong(complaint(nested));
  return operation;
}

/** As Gnocchi's last try to read an operation, as one of metrics, says it. */
function complaint(json: Json): string {
  if (!isArray(json)) return `Expected a tuple/list, got a <class '${pythonType(json)}'>`;
  if (json.length === 0) return 'Operation must not be empty';
  if (json.length === 1) return 'Operation need at least one argument';
  return `'${typeof json[0] === 'string' ? json[0].slice(0, 100) : pythonType(json[0] ?? null)}' operation invalid`;
}

interface Budget {
  left: number;
}

function readOperand(json: Json, budget: Budget, depth: number): Operand | undefined {
  if (isArray(json)) return readOperation(json, budget, depth);
  return json === null ? undefined : pythonFloat(json);
}

/** Undefined if it is none. */
function readOperation(json: Json, budget: Budget, depth: number): Operation | undefined {
  budget.left -= 1;
  if (budget.left < 0) throw invalid(`There are more than ${measureLimits.operations} operations`);
  if (depth > measureLimits.operationsNesting)
    throw invalid(`Operations nest more than ${measureLimits.operationsNesting} levels`);
  if (!isArray(json)) return undefined;
  const [name, ...rest] = json;
  if (typeof name !== 'string') return undefined;
  const operand = (at: number): Operand | undefined =>
    readOperand(rest[at] ?? null, budget, depth + 1);
  if (name === 'metric') return readMetric(rest);
  if (name === 'aggregate' || name === 'resample' || name === 'rolling')
    return readAggregation(name, rest, operand);
  if (name === 'clip') return readClip(rest, operand);
  const unary = unaryName(name);
  if (unary && rest.length === 1) {
    const of = operand(0);
    return of === undefined ? undefined : { kind: 'unary', name: unary, of };
  }
  const binary = binaryName(name);
  if (!binary || rest.length !== 2) return undefined;
  const [left, right] = [operand(0), operand(1)];
  return left === undefined || right === undefined
    ? undefined
    : { kind: 'binary', name: binary, left, right };
}

/** `["metric", NAME, METHOD]`, or `["metric", [NAME, METHOD], …]`. */
function readMetric(rest: readonly Json[]): Operation | undefined {
  const single = referenceOf(rest);
  if (single) return { kind: 'metric', references: [single] };
  if (rest.length > measureLimits.references)
    throw invalid(`An operation names more than ${measureLimits.references} metrics`);
  const references = rest.map((each) => (isArray(each) ? referenceOf(each) : undefined));
  const read = references.flatMap((each) => each ?? []);
  return read.length === 0 || read.length < rest.length
    ? undefined
    : { kind: 'metric', references: read };
}

function referenceOf([name, method, ...more]: readonly Json[]): Reference | undefined {
  return typeof name === 'string' && typeof method === 'string' && more.length === 0
    ? { name, method }
    : undefined;
}

type ReadOperandAt = (at: number) => Operand | undefined;

function readAggregation(
  kind: 'aggregate' | 'resample' | 'rolling',
  rest: readonly Json[],
  operand: ReadOperandAt,
): Operation | undefined {
  const method: CrossMethod | undefined =
    typeof rest[0] === 'string' ? crossMethod(rest[0]) : undefined;
  const last = kind === 'aggregate' ? 1 : 2;
  const of = method && rest.length === last + 1 ? operand(last) : undefined;
  if (!method || of === undefined) return undefined;
  if (kind === 'aggregate') return { kind, method, of };
  const argument = rest[1] ?? null;
  if (kind === 'resample') {
    const span = readTimespan(argument);
    return 'refused' in span ? undefined : { kind, method, span: span.microseconds, of };
  }
  const window = Number(pythonInt(argument) ?? 0n);
  return window >= 1 ? { kind, method, window, of } : undefined;
}

function readClip(rest: readonly Json[], operand: ReadOperandAt): Operation | undefined {
  if (rest.length !== 2 && rest.length !== 3) return undefined;
  const [of, low, high] = [operand(0), operand(1), rest.length === 3 ? operand(2) : undefined];
  if (of === undefined || low === undefined) return undefined;
  return rest.length === 3 && high === undefined ? undefined : { kind: 'clip', of, low, high };
}

import { Fault, type FaultCode } from '../../platform/core/fault.ts';
import type { Json } from '../../platform/core/python-json.ts';
import { pythonText } from '../../platform/core/python-text.ts';

/** A refusal in Gnocchi's words: its `description` is a text or an object, and clients read both. */
export class Refusal extends Fault {
  readonly description: Json;

  constructor(code: FaultCode, description: Json) {
    super(code, pythonText(description));
    this.description = description;
  }
}

export const invalid = (description: Json): Refusal => new Refusal('invalid', description);

type Path = readonly (string | number)[];

/** What voluptuous says of input; `path` leads to what is wrong. */
export const inputReason = (reason: string, path: Path): string =>
  `${reason}${path.length > 0 ? ` @ data${path.map(step).join('')}` : ''}`;

export const invalidInput = (reason: string, path: Path = []): Refusal =>
  invalid({
    cause: 'Invalid input',
    reason: inputReason(reason, path),
    detail: path.map(String),
  });

const step = (part: string | number): string =>
  typeof part === 'number' ? `[${part}]` : `[${pythonText([part]).slice(1, -1)}]`;

/** Too many have changed it at the same time. */
export const contended = (what: string): Refusal =>
  new Refusal('unavailable', `${what} is busy with other changes. Please try again.`);

export const forbidden = (): Refusal => new Refusal('forbidden', '');

/*
 * The clients choose their exceptions by these texts (`gnocchiclient/exceptions.py`), and Aodh and Ceilometer
 * depend on the exceptions.
 */
const missing = (text: string) => new Refusal('not-found', `${text} does not exist`);

export const noSuchMetric = (key: string): Refusal => missing(`Metric ${key}`);
export const noSuchResource = (id: string): Refusal => missing(`Resource ${id}`);
export const noSuchResourceType = (name: string): Refusal => missing(`Resource type ${name}`);
export const noSuchPolicy = (name: string): Refusal => missing(`Archive policy ${name}`);
export const noSuchRule = (name: string): Refusal => missing(`Archive policy rule ${name}`);

const taken = (text: string) => new Refusal('conflict', `${text} already exists`);

export const namedMetricExists = (name: string): Refusal => taken(`Named metric ${name}`);
export const resourceExists = (id: string): Refusal => taken(`Resource ${id}`);
export const resourceTypeExists = (name: string): Refusal => taken(`Resource type ${name}`);
export const policyExists = (name: string): Refusal => taken(`Archive policy ${name}`);
export const ruleExists = (name: string): Refusal => taken(`Archive policy rule ${name}`);

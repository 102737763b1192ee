import type { Context } from 'hono';
import * as z from 'zod';
import type { ChangedCode, NewCode } from '../app/functions/accept-code.ts';
import { Fault } from '../../platform/core/fault.ts';
import { shownValue } from '../core/shown-value.ts';
import { jsonObject } from './request-body.ts';
import { maximumPackageBytes } from '../core/functions/function-limits.ts';

/** The fields of a function in a request, all as text, and the package. */
export interface FunctionForm {
  readonly field: (name: string) => string | undefined;
  readonly package: Uint8Array | undefined;
}

/** The fields of a function in a request. */
const fields: readonly string[] = [
  'name',
  'description',
  'runtime_id',
  'code',
  'entry',
  'cpu',
  'memory_size',
  'timeout',
  'package',
];

/**
 * Reads a function from a multipart form, a URL-encoded form or a JSON object, as Qinling does. Qinling ignores
 * other fields; here they are refused, so that no change is lost without a word.
 */
export async function readFunctionForm(context: Context): Promise<FunctionForm> {
  const contentType = context.req.header('content-type') ?? '';
  const values = /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)
    ? await formValues(context)
    : jsonValues(await context.req.text());
  requireKnown(values);
  const zip = values['package'];
  if (zip instanceof File && zip.size > maximumPackageBytes)
    throw new Fault(
      'too-large',
      `Package is larger than ${maximumPackageBytes} bytes. Upload it where POST /packages says, and name its container and object instead.`,
    );
  return {
    field: (name) => asText(values[name]),
    package: zip instanceof File ? new Uint8Array(await zip.arrayBuffer()) : undefined,
  };
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The client sends `source` with a changed package, which says nothing new. With a changed place in object
 * storage it sends `source` and `swift`, but not the place.
 */
function requireKnown(values: Values): void {
  if (Object.hasOwn(values, 'swift'))
    throw new Fault(
      'invalid',
      'The client does not send the container and object. Send them in a field code: {"source": "swift", "swift": {"container": …, "object": …}}',
    );
  const isSent = (name: string) => name === 'source' && Object.hasOwn(values, 'package');
  const unknown = Object.keys(values).find((name) => !fields.includes(name) && !isSent(name));
  if (unknown !== undefined)
    throw new Fault('invalid', `Unknown attribute for argument function: ${shownValue(unknown)}`);
}

async function formValues(context: Context): Promise<Values> {
  try {
    return await context.req.parseBody();
  } catch (cause) {
    throw new Fault('invalid', 'Request is not a valid form.', { cause });
  }
}

function jsonValues(body: string): Values {
  if (body.trim() === '') return {};
  return jsonObject(body);
}

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null || value instanceof File) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const codeObject = z.object({
  source: z.string().nullish(),
  md5sum: z.string().nullish(),
  image: z.string().nullish(),
  swift: z.object({ container: z.string().nullish(), object: z.string().nullish() }).nullish(),
});

/** The `code` of a request: JSON text of an object, or nothing. */
function readCode(code: string | undefined): z.infer<typeof codeObject> {
  if (code === undefined) return {};
  const read = codeObject.safeParse(jsonOf(code));
  if (!read.success)
    throw new Fault('invalid', 'Invalid input, code must be a JSON object with its source.');
  return read.data;
}

/** The code of a new function, which must have a source. */
export function readNewCode(code: string | undefined): NewCode {
  if (code === undefined)
    throw new Fault('invalid', "Required param is missing. Required: {'code'}");
  const { source, md5sum, swift, image } = readCode(code);
  if (source === 'package') return { source, md5sum: md5sum ?? undefined };
  if (source === 'swift')
    return {
      source,
      container: swift?.container ?? undefined,
      object: swift?.object ?? undefined,
    };
  if (source === 'image') return { source, image: image ?? undefined };
  throw new Fault(
    'invalid',
    'Invalid code source specified, available sources: package, swift, image',
  );
}

/** What a request changes in a function's code. */
export function readChangedCode(code: string | undefined): ChangedCode {
  const { source, md5sum, swift } = readCode(code);
  return {
    source: source ?? undefined,
    md5sum: md5sum ?? undefined,
    swift: swift
      ? { container: swift.container ?? undefined, object: swift.object ?? undefined }
      : undefined,
  };
}

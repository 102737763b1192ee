import type { Context } from 'hono';
import * as z from 'zod';
import type { ChangedCode, NewCode } from '../app/functions/accept-code.ts';
import { Fault } from '../../platform/core/fault.ts';
import { jsonObject } from './request-body.ts';
import { maximumPackageBytes } from '../core/functions/function-limits.ts';

/** The fields of a function in a request, all as text, and the package. */
export interface FunctionForm {
  readonly field: (name: string) => string | undefined;
  readonly package: Uint8Array | undefined;
}

/**
 * Reads a function from a multipart form, a URL-encoded form or a JSON object, as Qinling does. Unknown
 * fields are ignored.
 */
export async function readFunctionForm(context: Context): Promise<FunctionForm> {
  const contentType = context.req.header('content-type') ?? '';
  const values = /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(contentType)
    ? await formValues(context)
    : jsonValues(await context.req.text());
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

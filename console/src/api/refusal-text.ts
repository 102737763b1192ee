import * as z from 'zod';

const shapes = z.union([
  // Sent events: why each was refused
  z
    .object({ results: z.array(z.object({ reason: z.string().nullable() })) })
    .transform(({ results }) => results.find(({ reason }) => reason !== null)?.reason ?? undefined),
  // Keystone and Taibai
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  // Aodh and Panko
  z
    .object({ error_message: z.object({ faultstring: z.string() }) })
    .transform((fault) => fault.error_message.faultstring),
  // Qinling
  z.object({ faultstring: z.string() }).transform(({ faultstring }) => faultstring),
  // Gnocchi
  z
    .object({ description: z.union([z.string(), z.object({ cause: z.string() })]) })
    .transform(({ description }) =>
      typeof description === 'string' ? description : description.cause,
    ),
]);

/** What a refusal says, whichever of the dialects it comes from. Undefined if it says nothing known. */
export function refusalText(body: string): string | undefined {
  try {
    return shapes.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

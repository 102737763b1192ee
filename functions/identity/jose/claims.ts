import * as z from 'zod/mini';
import type { TokenClaims } from '../core/identity.ts';

const role = z.enum(['admin', 'member', 'reader', 'service']);

/** The claims in a token. Names are short because every request carries one. */
const compact = z.object({
  v: z.literal(1),
  jti: z.string(),
  // Tokens of an earlier release name only the first ancestor.
  ori: z.optional(
    z.union([
      z.pipe(
        z.string(),
        z.transform((first) => [first]),
      ),
      z.array(z.string()),
    ]),
  ),
  sub: z.string(),
  name: z.string(),
  amr: z.array(z.string()),
  prj: z.optional(z.tuple([z.string(), z.string()])),
  rol: z.array(role),
  apc: z.optional(z.tuple([z.string(), z.string(), z.boolean()])),
  from: z.string(),
  to: z.string(),
});

export function compactClaims(claims: TokenClaims): string {
  const { project, applicationCredential: credential } = claims;
  const fields: z.infer<typeof compact> = {
    v: 1,
    jti: claims.id,
    ori: claims.ancestors.length > 0 ? [...claims.ancestors] : undefined,
    sub: claims.userId,
    name: claims.userName,
    amr: [...claims.methods],
    prj: project && [project.id, project.name],
    rol: [...claims.roles],
    apc: credential && [credential.id, credential.name, credential.unrestricted],
    from: claims.issuedAt,
    to: claims.expiresAt,
  };
  return JSON.stringify(fields);
}

/** Undefined for claims of another version. */
export function expandClaims(text: string): TokenClaims | undefined {
  const { data: fields } = compact.safeParse(JSON.parse(text));
  return (
    fields && {
      id: fields.jti,
      ancestors: fields.ori ?? [],
      userId: fields.sub,
      userName: fields.name,
      methods: fields.amr,
      ...(fields.prj && { project: { id: fields.prj[0], name: fields.prj[1] } }),
      roles: fields.rol,
      ...(fields.apc && {
        applicationCredential: {
          id: fields.apc[0],
          name: fields.apc[1],
          unrestricted: fields.apc[2],
        },
      }),
      issuedAt: fields.from,
      expiresAt: fields.to,
    }
  );
}

import * as z from 'zod/mini';

/** How alarms on measures are evaluated, and which services are asked for measures: `MEASURE_ALARMS` in JSON. */
export const measureAlarms = z.object({
  /** Whether the window that has not ended counts, as in Aodh. */
  window: z.enum(['open', 'closed']),
  /** Whether windows without measures are passed over, as in Aodh, or make an alarm unknown. */
  gaps: z.enum(['lenient', 'strict']),
  /** The deployment's own metrics. */
  metrics: z.boolean(),
  prometheus: z.optional(
    z.object({
      url: z.string(),
      projectLabel: z.nullable(z.string()),
      /** The secret that holds a bearer token. */
      tokenSecretArn: z.optional(z.string()),
      /** The region of an Amazon Managed Service for Prometheus, whose requests are signed. */
      awsRegion: z.optional(z.string()),
    }),
  ),
  octavia: z.optional(z.object({ url: z.string() })),
  /** An existing Gnocchi, in place of the deployment's own metrics. */
  gnocchi: z.optional(z.object({ url: z.string() })),
});
export type MeasureAlarms = z.infer<typeof measureAlarms>;

import * as z from 'zod';

/** How alarms on measures are evaluated, and which services are asked for measures: `MEASURE_ALARMS` in JSON. */
export const measureAlarms = z.object({
  /** Whether the window that has not ended counts, as in Aodh. */
  window: z.enum(['open', 'closed']),
  /** Whether windows without measures are passed over, as in Aodh, or make an alarm unknown. */
  gaps: z.enum(['lenient', 'strict']),
  /** The deployment's own metrics. */
  metrics: z.boolean(),
  prometheus: z
    .object({
      url: z.string(),
      projectLabel: z.string().nullable(),
      /** The secret that holds a bearer token. */
      tokenSecretArn: z.string().optional(),
      /** The region of an Amazon Managed Service for Prometheus, whose requests are signed. */
      awsRegion: z.string().optional(),
    })
    .optional(),
  octavia: z.object({ url: z.string() }).optional(),
  /** An existing Gnocchi, in place of the deployment's own metrics. */
  gnocchi: z.object({ url: z.string() }).optional(),
});
export type MeasureAlarms = z.infer<typeof measureAlarms>;

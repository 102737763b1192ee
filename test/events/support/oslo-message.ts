/** The text of a message as oslo.messaging's driver `messagingv2` sends it, or its driver `messaging` (version 1). */
export function osloMessage(
  notification: {
    readonly payload: unknown;
    readonly priority?: string;
    readonly eventType?: string;
    readonly messageId?: string;
    readonly publisherId?: string;
    readonly timestamp?: string;
    readonly context?: Readonly<Record<string, unknown>>;
  },
  version: 1 | 2 = 2,
): string {
  const message = {
    message_id: notification.messageId ?? '4fa0b2e4-8f4e-4bd3-8f1b-6a8e7a3f1f52',
    publisher_id: notification.publisherId ?? 'compute.host-1',
    event_type: notification.eventType ?? '',
    priority: notification.priority ?? 'SAMPLE',
    payload: notification.payload,
    timestamp: notification.timestamp ?? '2026-11-23 03:00:00.123456',
    _unique_id: 'd2b5b7c2a3a54c5fb1b8b6f0b1d5a0c1',
    ...Object.fromEntries(
      Object.entries(notification.context ?? {}).map(([key, value]) => [`_context_${key}`, value]),
    ),
  };
  return JSON.stringify(
    version === 1 ? message : { 'oslo.version': '2.0', 'oslo.message': JSON.stringify(message) },
  );
}

const below = (screen: string) => (id: string) => `/${screen}/${encodeURIComponent(id)}`;

/** The paths of the screens that show one thing. */
export const eventPath = below('events');
export const alarmPath = below('alarms');
export const deliveryPath = below('deliveries');
export const executionPath = below('executions');
export const functionPath = below('functions');
export const metricPath = below('measures');

/** What is simulated. Everything in it is an assumption about the users of a deployment. */
export interface Scenario {
  readonly seed: number;
  readonly projects: number;
  readonly alarms: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
  /** Events of a request to `/events`. */
  readonly eventsPerRequest: number;
  /** A time of more events. */
  readonly burst: { readonly from: number; readonly seconds: number; readonly factor: number };
  /** A time in which every evaluation fails. */
  readonly outage: { readonly from: number; readonly seconds: number };
  /** The share of actions that call a webhook of the deployment. */
  readonly webhookShare: number;
  /** The share of outside receivers whose first answer is an error. */
  readonly failingReceivers: number;
  readonly editsPerSecond: number;
  readonly milliseconds: {
    /** CPU of an event on the Lambda's share of a core. */
    readonly ingestCpu: number;
    readonly evaluatorCpu: number;
    readonly userFunction: number;
    readonly receiver: number;
  };
  /** How many projects and events the real index works on. */
  readonly sample: { readonly projects: number; readonly events: number };
}

export const anHour: Scenario = {
  seed: 20_261_127,
  projects: 10_000,
  alarms: 100_000,
  eventsPerSecond: 2000,
  seconds: 3600,
  eventsPerRequest: 1,
  burst: { from: 1800, seconds: 60, factor: 2 },
  outage: { from: 2700, seconds: 60 },
  webhookShare: 0.5,
  failingReceivers: 0.01,
  editsPerSecond: 1,
  milliseconds: { ingestCpu: 2, evaluatorCpu: 3, userFunction: 200, receiver: 100 },
  sample: { projects: 400, events: 100 },
};

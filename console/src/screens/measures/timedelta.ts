/** The seconds of Python's `str(timedelta(…))`: `7 days, 0:05:00`. 0 if it is none. */
export function secondsOf(text: string): number {
  const [, days = '0', hours, minutes, seconds] =
    /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text) ?? [];
  return hours === undefined
    ? 0
    : Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];

/** `5 min`: seconds in the largest unit that is whole. */
export function granularityText(seconds: number): string {
  const [unit, size] = units.find(([, each]) => seconds >= each && seconds % each === 0) ?? [
    's',
    1,
  ];
  return `${seconds / size} ${unit}`;
}

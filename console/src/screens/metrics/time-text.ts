/** The clock of an instant in UTC, `14:05`; of midnight the day, `28 Nov`. */
export function timeText(at: Date): string {
  const text = at.toISOString().slice(11, 16);
  return text === '00:00'
    ? at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
    : text;
}

const named: ReadonlyMap<string, string> = new Map([
  ['@yearly', 'every year on 1 January at 00:00'],
  ['@annually', 'every year on 1 January at 00:00'],
  ['@monthly', 'on the first day of every month at 00:00'],
  ['@weekly', 'every Sunday at 00:00'],
  ['@daily', 'every day at 00:00'],
  ['@midnight', 'every day at 00:00'],
  ['@hourly', 'every hour'],
]);

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const weekdayCodes = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const monthCodes = months.map((month) => month.slice(0, 3).toLowerCase());

const isNumber = (text: string) => /^\d+$/.test(text);
const twoDigits = (text: string) => text.padStart(2, '0');
const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** `1-5` as `Monday to Friday`, `1,3` as `Monday and Wednesday`. */
function namesOf(field: string, nameOf: (code: string) => string): string {
  return listed(
    field.split(',').map((part) => {
      const [range = '', step] = part.split('/');
      const words = range === '*' ? 'any' : range.split('-').map(nameOf).join(' to ');
      return step === undefined ? words : `${words}, each ${step}`;
    }),
  );
}

const weekdayOf = (code: string) =>
  weekdays[isNumber(code) ? Number(code) % 7 : weekdayCodes.indexOf(code.toLowerCase())] ?? code;
const monthOf = (code: string) =>
  months[isNumber(code) ? Number(code) - 1 : monthCodes.indexOf(code.toLowerCase())] ?? code;

function timeOf(minute: string, hour: string): string {
  if (isNumber(minute) && isNumber(hour)) return `at ${twoDigits(hour)}:${twoDigits(minute)}`;
  const [, every] = /^\*\/(\d+)$/.exec(minute) ?? [];
  const [, hours] = /^\*\/(\d+)$/.exec(hour) ?? [];
  const minutes =
    minute === '*'
      ? 'every minute'
      : every !== undefined
        ? `every ${every} minutes`
        : `at minute ${namesOf(minute, (code) => code)}`;
  if (hour === '*')
    return minute === '0' ? 'every hour' : isPlain(minute) ? `${minutes} of every hour` : minutes;
  if (hours !== undefined)
    return minute === '0' ? `every ${hours} hours` : `${minutes} of every ${hours} hours`;
  return `${minutes} of hour ${namesOf(hour, (code) => code)}`;
}

const isPlain = (minute: string) => minute !== '*' && !minute.startsWith('*/');

function daysOf(day: string, weekday: string): string {
  const ofMonth = day !== '*' && `on day ${namesOf(day, (code) => code)} of the month`;
  const ofWeek = weekday !== '*' && `on ${namesOf(weekday, weekdayOf)}`;
  // As in cron, a day needs to match only one of the two.
  if (ofMonth && ofWeek) return `${ofMonth} or ${ofWeek}`;
  return ofMonth || ofWeek || '';
}

/** A cron pattern in words. The pattern itself if it has not five fields. */
export function scheduleInWords(pattern: string): string {
  const asked = pattern.trim();
  const known = named.get(asked.toLowerCase());
  if (known) return known;
  const [minute, hour, day, month, weekday, ...more] = asked.split(/\s+/);
  if (!minute || !hour || !day || !month || !weekday || more.length > 0) return asked;
  const time = timeOf(minute, hour);
  const days = daysOf(day, weekday);
  const daily = days === '' && isNumber(minute) && isNumber(hour) ? 'every day' : days;
  const when = [daily, time].filter((part) => part !== '').join(' ');
  return month === '*' ? when : `${when} in ${namesOf(month, monthOf)}`;
}

/** The pattern of the `iso8601` package, which `oslo_utils.timeutils.parse_isotime` reads with. */
const iso8601 =
  /^(?<year>\d{4})(?:(?:-(?<monthDash>\d{1,2})|(?<month>\d{2})(?!\n?$))(?:(?:-(?<dayDash>\d{1,2})|(?<day>\d{2}))(?:[ T](?<hour>\d{2})(?::?(?<minute>\d{2}))?(?::?(?<second>\d{1,2})(?:[.,](?<fraction>\d+))?)?(?<zone>Z|(?<sign>[-+])(?<zoneHour>\d{2}):?(?<zoneMinute>\d{2})?)?)?)?)?\n?$/;

const earliest = startOfDay(1, 1, 1) ?? 0n;
const latest = (startOfDay(9999, 12, 31) ?? 0n) + 86_399_999_999n;
const microsecondsPerMinute = 60_000_000n;

/**
 * Microseconds since 1970 of an ISO-8601 text, UTC where it names no offset; undefined where Python
 * raises (`timeutils.normalize_time(timeutils.parse_isotime(text))`).
 */
export function isoMicroseconds(text: string): bigint | undefined {
  const parts = iso8601.exec(text)?.groups;
  if (!parts) return undefined;
  const number = (name: string, otherwise = '0') => Number(parts[name] ?? otherwise);
  const month = number('month', parts['monthDash'] ?? '1');
  const day = startOfDay(number('year'), month, number('day', parts['dayDash'] ?? '1'));
  const [hour, minute, second] = [number('hour'), number('minute'), number('second')];
  const fraction = microsecondsOfFraction(parts['fraction'] ?? '0');
  const offset = number('zoneHour') * 60 + number('zoneMinute');
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  if (fraction > 999_999n || offset >= 24 * 60) return undefined;
  const local = day + BigInt((hour * 60 + minute) * 60 + second) * 1_000_000n + fraction;
  const ahead = BigInt(parts['sign'] === '-' ? -offset : offset) * microsecondsPerMinute;
  const instant = local - ahead;
  return instant < earliest || instant > latest ? undefined : instant;
}

function startOfDay(year: number, month: number, day: number): bigint | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? BigInt(date.getTime()) * 1000n : undefined;
}

/** Digits beyond these can change the result only by not being zero: 6 of the microseconds and 28 of the product. */
const decisiveDigits = 40;

/** `int(Decimal('0.' + digits) * Decimal('1000000.0'))`: the product is rounded to 28 digits before it is cut. */
function microsecondsOfFraction(fraction: string): bigint {
  const rest = /[1-9]/.test(fraction.slice(decisiveDigits)) ? '1' : '';
  const digits = fraction.slice(0, decisiveDigits) + rest;
  const product = BigInt(digits) * 10_000_000n;
  const excess = Math.max(0, product.toString().length - 28);
  const unit = 10n ** BigInt(excess);
  const half = (product % unit) * 2n;
  const cut = product / unit;
  const rounded = half > unit || (half === unit && cut % 2n === 1n) ? cut + 1n : cut;
  return (rounded * unit) / 10n ** BigInt(digits.length + 1);
}

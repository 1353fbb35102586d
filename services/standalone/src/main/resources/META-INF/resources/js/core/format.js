/** Numbers, times and names as people read them. */

const whole = new Intl.NumberFormat('en-US');
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const STEPS = [[60, 'second'], [60, 'minute'], [24, 'hour'], [7, 'day'], [4.35, 'week'], [12, 'month'], [Infinity, 'year']];
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 12345 as 12,345. */
export function count(value) {
  return whole.format(value ?? 0);
}

/** A count with its noun: 1 passage, 2 passages. */
export function counted(value, noun) {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** A probability as percent; never rounded up to 100 % nor down to 0 %. */
export function percent(score) {
  const value = score * 100;
  if (value > 99 && value < 100) return '>99%';
  if (value > 0 && value < 1) return '<1%';
  return `${Math.round(value)}%`;
}

/** Milliseconds with as many digits as matter. */
export function milliseconds(value) {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  if (value >= 10) return `${Math.round(value)} ms`;
  return `${value.toFixed(value >= 1 ? 1 : 2)} ms`;
}

/** A raw signal: two or three significant digits. */
export function signal(value) {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(3);
}

/** Bytes in binary units. */
export function bytes(value) {
  let amount = value ?? 0;
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${unit === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** An instant as "3 minutes ago". */
export function ago(instant, now = Date.now()) {
  let distance = (Date.parse(instant) - now) / 1000;
  if (Number.isNaN(distance)) return '';
  for (const [size, unit] of STEPS) {
    if (Math.abs(distance) < size) return relative.format(Math.round(distance), unit);
    distance /= size;
  }
  return '';
}

/** Seconds, or an ISO-8601 duration, as "2 h 5 min". */
export function duration(value) {
  const seconds = typeof value === 'number' ? value : isoSeconds(String(value ?? ''));
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first < 0) return '0 s';
  let rest = seconds;
  return parts.slice(first, first + 2).map(([size, unit]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return `${amount} ${unit}`;
  }).join(' ');
}

function isoSeconds(text) {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
  if (!match) return Number(text) || 0;
  const [, d = 0, hours = 0, minutes = 0, s = 0] = match;
  return Number(d) * 86400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(s);
}

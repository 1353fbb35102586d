/** Measurements as people read them. All are mean nDCG@10, from 0 to 1. */

const GROUPS = { unseen: 'documents not learned', seen: 'documents learned' };

/** Returns a measurement with as many digits as matter. */
export function score(value) {
  return Number.isFinite(value) ? value.toFixed(3) : '–';
}

/** Returns a difference with its sign. */
export function change(value) {
  if (!Number.isFinite(value)) return '–';
  const digits = score(Math.abs(value));
  return Number(digits) === 0 ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}

/** Returns what a group of queries is called. */
export function groupOf(group) {
  return GROUPS[group] ?? group;
}

/** Returns a metric such as "dense unseen" in words. */
export function nameOf(metric) {
  return metric.replace(/ (unseen|seen)$/, (_, group) => `, ${GROUPS[group]}`);
}

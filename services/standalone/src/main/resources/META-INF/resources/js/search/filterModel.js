/** A filter as rows that a form can show, and as the JSON that the instance reads. */

/** The comparisons that make sense for a type, with the words shown. */
export function operators(type) {
  const words = { eq: 'is', ne: 'is not', gt: '>', gte: '≥', lt: '<', lte: '≤', in: 'is one of', exists: 'is present', prefix: 'starts with', contains: 'contains' };
  const allowed = {
    keyword: ['eq', 'ne', 'in', 'prefix', 'contains', 'exists'],
    tenant: ['eq', 'ne', 'in', 'exists'],
    boolean: ['eq', 'ne', 'exists'],
    date: ['gte', 'lte', 'gt', 'lt', 'eq', 'ne', 'exists'],
  }[type] ?? ['eq', 'ne', 'gte', 'lte', 'gt', 'lt', 'in', 'exists'];
  return allowed.map((op) => [op, words[op]]);
}

/** Returns a row for a field of this type, still without a value. */
export function emptyRow(field, type) {
  const [[op]] = operators(type);
  return { field, op, text: type === 'boolean' ? 'true' : '' };
}

/** Returns the filter of these rows, or null; rows without a value do not count yet. */
export function toFilter({ join, rows }, fields) {
  const parts = rows.filter((row) => row.op === 'exists' || row.text.trim() !== '').map((row) => compare(row, fields[row.field]));
  if (parts.length === 0) return null;
  return parts.length === 1 ? parts[0] : { [join]: parts };
}

/** Returns the rows of a filter, or null if it says more than rows can. */
export function toRows(filter, fields) {
  if (!filter) return { join: 'and', rows: [] };
  const join = filter.or ? 'or' : 'and';
  const parts = Object.keys(filter).length === 1 && Array.isArray(filter[join]) ? filter[join] : [filter];
  const rows = parts.map((part) => row(part, fields));
  return rows.every(Boolean) ? { join, rows } : null;
}

function row(part, fields) {
  if (!part || !fields[part.field] || !operators(fields[part.field]).some(([op]) => op === part.op)) return null;
  if (part.op === 'exists') return { field: part.field, op: 'exists', text: String(part.value ?? true) };
  if (part.op === 'in') return Array.isArray(part.value) ? { field: part.field, op: 'in', text: part.value.join(', ') } : null;
  return ['string', 'number', 'boolean'].includes(typeof part.value) ? { field: part.field, op: part.op, text: String(part.value) } : null;
}

function compare({ field, op, text }, type) {
  if (op === 'exists') return { field, op, value: text !== 'false' };
  if (op === 'in') return { field, op, value: text.split(',').map((one) => one.trim()).filter(Boolean).map((one) => value(one, type)) };
  return { field, op, value: value(text.trim(), type) };
}

/** What is not of the type goes as it was typed: the instance says what it expects. */
function value(text, type) {
  if (type === 'boolean') return text === 'true';
  if ((type === 'integer' || type === 'number') && text !== '' && Number.isFinite(Number(text))) return Number(text);
  return text;
}

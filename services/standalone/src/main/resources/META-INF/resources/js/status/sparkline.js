/** A line of the last values, drawn in SVG. */
import { h, svg } from '../core/dom.js';

const WIDTH = 600;
const HEIGHT = 96;

/** Returns {element, add(value)}; keeps the newest `size` values. */
export function sparkline(label, size) {
  const values = [];
  const area = svg('path', { class: 'spark-area' });
  const line = svg('path', { class: 'spark-line' });
  const top = h('span', { class: 'spark-top' });
  const image = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, area, line);

  function add(value) {
    values.push(Number.isFinite(value) ? value : 0);
    if (values.length > size) values.shift();
    const most = Math.max(1, ...values);
    const points = values.map((one, i) => [at(i), HEIGHT - 2 - (one / most) * (HEIGHT - 8)]);
    const path = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
    line.setAttribute('d', path);
    area.setAttribute('d', `${path} L${WIDTH} ${HEIGHT} L${points[0][0].toFixed(1)} ${HEIGHT} Z`);
    top.textContent = most > 1 ? `peak ${Math.round(most)}` : '';
  }

  /** The newest value stands at the right edge. */
  function at(i) {
    return WIDTH - ((values.length - 1 - i) * WIDTH) / (size - 1);
  }

  return { element: h('div', { class: 'spark' }, image, top), add };
}

/** The grades and the buttons that give them. */
import { h } from '../core/dom.js';

/** What each grade means, from 0 on. */
export const GRADES = ['no answer', 'a little', 'good', 'perfect'];

/** Returns {element, show(grade)}; `given` is called with the grade, or with null when the one that is set is chosen again. */
export function gradeButtons(name, given) {
  let set = null;
  const buttons = GRADES.map((words, grade) => h('button', {
    type: 'button', class: `grade is-${grade}`, 'aria-pressed': 'false', data: { grade },
    onClick: () => given(set === grade ? null : grade),
  }, h('b', {}, grade), ' ', h('span', {}, words)));
  const element = h('div', { class: 'grades', role: 'group', 'aria-label': `Grade of ${name}` }, buttons);

  function show(grade) {
    set = grade;
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === grade)));
  }

  return { element, show };
}

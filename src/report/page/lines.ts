import { el } from './dom';

/** Lines to copy, with a button that does. */
export function linesBox(
  title: string,
  text: string,
  remarks: readonly string[] = [],
): HTMLElement {
  const pre = el('pre', { tabindex: 0, 'aria-label': title }, text);
  const button = el('button', { type: 'button', 'aria-label': `Copy: ${title}` }, 'Copy');
  const said = el('span', { role: 'status', class: 'soft' });
  button.addEventListener('click', async () => {
    said.textContent = (await copy(pre)) ? 'Copied' : 'Selected: copy it by keyboard';
  });
  return el(
    'div',
    { class: 'query' },
    el('div', {}, el('h3', {}, title), el('span', {}, said, ' ', button)),
    pre,
    remarks.map((remark) => el('p', { class: 'soft' }, remark)),
  );
}

/** A page that was opened from disk may not be let to the clipboard; then the text is selected. */
async function copy(pre: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(pre.textContent ?? '');
    return true;
  } catch {
    getSelection()?.selectAllChildren(pre);
    return false;
  }
}

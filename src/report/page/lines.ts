import { el } from './dom';

/** Lines with a button that copies them. */
export function linesBox(
  title: string,
  text: string,
  remarks: readonly string[] = [],
): HTMLElement {
  const pre = el('pre', { tabindex: 0, 'aria-label': title }, text);
  const button = el('button', { type: 'button', 'aria-label': `Copy: ${title}` }, 'Copy');
  const status = el('span', { role: 'status', class: 'soft' });
  button.addEventListener('click', async () => {
    status.textContent = (await copy(pre)) ? 'Copied' : 'Selected; press Ctrl+C or Cmd+C';
  });
  return el(
    'div',
    { class: 'query' },
    el('div', el('h3', title), el('span', status, ' ', button)),
    pre,
    remarks.map((remark) => el('p', { class: 'soft' }, remark)),
  );
}

/** Selects the text where the browser denies access to the clipboard, as it may for a page opened from disk. */
async function copy(pre: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(pre.textContent ?? '');
    return true;
  } catch {
    getSelection()?.selectAllChildren(pre);
    return false;
  }
}

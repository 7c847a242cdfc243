import { afterEach, describe, expect, it, vi } from 'vitest';
import { keys, letSingleKeys, onKey } from './keys';

const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));

const stops: (() => void)[] = [];
const on = (key: string, handle: () => void, label = 'Do it') => stops.push(onKey(key, label, handle));

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  document.body.replaceChildren();
});

describe('keys', () => {
  it('do what they are registered for, and are listed, until they are taken back', () => {
    const handle = vi.fn();
    on('e', handle, 'Extend');
    press('e');
    press('E', document.body, { shiftKey: true });
    expect(handle).toHaveBeenCalledTimes(2);
    expect(keys.value.map(({ key, label }) => `${key} ${label}`)).toEqual(['e Extend']);
    stops.splice(0)[0]?.();
    press('e');
    expect(handle).toHaveBeenCalledTimes(2);
    expect(keys.value).toEqual([]);
  });

  it('of one character do nothing once they are turned off; Escape still does, and it is kept for the next time', () => {
    const [letter, leave] = [vi.fn(), vi.fn()];
    on('e', letter);
    on('Escape', leave);
    letSingleKeys(false);
    press('e');
    press('Escape');
    expect([letter.mock.calls.length, leave.mock.calls.length]).toEqual([0, 1]);
    expect(localStorage.length).toBe(1);
    letSingleKeys(true);
    press('e');
    expect(letter).toHaveBeenCalledOnce();
    expect(localStorage.length).toBe(0);
  });

  it('are the one’s that came last', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    on('e', first);
    on('e', second);
    press('e');
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
  });

  it.each(['input', 'textarea', 'select'])('leave alone who types into <%s>', (name) => {
    const handle = vi.fn();
    on('e', handle);
    const field = document.body.appendChild(document.createElement(name));
    press('e', field);
    expect(handle).not.toHaveBeenCalled();
  });

  it('do nothing behind an open dialog', () => {
    const handle = vi.fn();
    on('e', handle);
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.setAttribute('open', '');
    press('e');
    expect(handle).not.toHaveBeenCalled();
  });

  it('leave Enter to the button that has the focus, and shortcuts to the browser', () => {
    const handle = vi.fn();
    on('Enter', handle);
    on('s', handle);
    press('Enter', document.body.appendChild(document.createElement('button')));
    press('s', document.body, { ctrlKey: true });
    expect(handle).not.toHaveBeenCalled();
    press('Enter');
    expect(handle).toHaveBeenCalledTimes(1);
  });
});

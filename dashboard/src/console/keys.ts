import { type ReadonlySignal, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** A key that does something now, for the list of them that `?` opens. */
export interface Key {
  /** As the browser names it: `e`, `[`, `ArrowDown`. */
  readonly key: string;
  /** What it does, as an order: "Extend the feeds". */
  readonly label: string;
}

const kept = 'dragonfly.single-keys';

/**
 * Whether keys of one character do anything: who speaks to the machine, or cannot help touching keys, turns them off (WCAG 2.1.4). Kept for the next time;
 * it is no secret.
 */
const single = signal(localStorage.getItem(kept) !== 'off');
export const singleKeys: ReadonlySignal<boolean> = single;

export function letSingleKeys(work: boolean): void {
  single.value = work;
  if (work) localStorage.removeItem(kept);
  else localStorage.setItem(kept, 'off');
}

interface Registered extends Key {
  readonly handle: () => void;
}

const registered = signal<readonly Registered[]>([]);

/** The keys that do something at present, in the order in which they came. */
export const keys: ReadonlySignal<readonly Key[]> = registered;

/** Whether a key belongs to what has the focus: one types into it, or it is in a dialog, or a press of Enter or Space is its own. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (document.querySelector('dialog[open]')) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return false;
  if (target.closest('input, select, textarea, [contenteditable]:not([contenteditable="false"])')) return true;
  return (event.key === 'Enter' || event.key === ' ') && target.closest('button, a, summary') !== null;
}

function press(event: KeyboardEvent): void {
  if (isTaken(event) || (event.key.length === 1 && !single.peek())) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // What came last is nearest to what one looks at.
  const found = registered.peek().findLast((entry) => entry.key === key);
  if (!found) return;
  event.preventDefault();
  found.handle();
}

/** Registers a key. @returns what takes it back. */
export function onKey(key: string, label: string, handle: () => void): () => void {
  const entry: Registered = { key, label, handle };
  if (registered.peek().length === 0) window.addEventListener('keydown', press);
  registered.value = [...registered.peek(), entry];
  return () => {
    registered.value = registered.peek().filter((other) => other !== entry);
    if (registered.peek().length === 0) window.removeEventListener('keydown', press);
  };
}

/** A key that does something for as long as the component is there: not while one types, nor in a dialog. With no handler it does nothing and is not listed. */
export function useKey(key: string, label: string, handle: (() => void) | null): void {
  const latest = useRef(handle);
  latest.current = handle;
  const does = handle !== null;
  useEffect(() => (does ? onKey(key, label, () => latest.current?.()) : undefined), [key, label, does]);
}

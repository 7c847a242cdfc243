import { signal } from '@preact/signals';
import { ApiProblem } from './problem';

interface Toast {
  readonly id: number;
  readonly kind: 'said' | 'failed';
  readonly text: string;
}

const toasts = signal<readonly Toast[]>([]);
let last = 0;

function show(kind: Toast['kind'], text: string, ms: number): void {
  const toast = { id: ++last, kind, text };
  toasts.value = [...toasts.value.slice(-3), toast];
  setTimeout(() => dismiss(toast.id), ms);
}

const dismiss = (id: number) => {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
};

/** Says that something was done. */
export const say = (text: string): void => show('said', text, 6_000);

/** Says that something failed, in the API's own words. */
export const sayFailed = (what: string, error: unknown): void => show('failed', `${what}: ${ApiProblem.textOf(error)}`, 15_000);

/** Does something that may fail, and says so when it does. @returns whether it was done. */
export async function attempt(what: string, doing: () => Promise<unknown>): Promise<boolean> {
  try {
    await doing();
    return true;
  } catch (e) {
    sayFailed(what, e);
    return false;
  }
}

/** What was said last, for eyes and screen readers. */
export function Toasts() {
  return (
    <div class="toasts" aria-live="polite">
      {toasts.value.map(({ id, kind, text }) => (
        <div key={id} class={`toast ${kind}`} role={kind === 'failed' ? 'alert' : 'status'}>
          <span>{text}</span>
          <button type="button" aria-label="Dismiss" onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}

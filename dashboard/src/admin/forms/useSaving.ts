import { type Signal, useSignal } from '@preact/signals';

/** What a form does with its button: one thing at a time, whose failure stays in sight until the next try. */
export interface Saving {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<unknown>;
  /** @returns whether it was done. */
  readonly run: (doing: () => Promise<unknown>) => Promise<boolean>;
}

export function useSaving(): Saving {
  const busy = useSignal(false);
  const problem = useSignal<unknown>(undefined);
  const run = async (doing: () => Promise<unknown>) => {
    if (busy.value) return false;
    busy.value = true;
    problem.value = undefined;
    try {
      await doing();
      return true;
    } catch (e) {
      problem.value = e;
      return false;
    } finally {
      busy.value = false;
    }
  };
  return { busy, problem, run };
}

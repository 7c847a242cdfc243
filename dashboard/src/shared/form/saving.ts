import { type Signal, useSignal } from '@preact/signals';
import { ApiProblem } from '../problem';

/** What a form does with its button: one thing at a time, whose failure stays in sight until the next try. */
export interface Saving {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<ApiProblem | null>;
  /** Does it, unless something is being done. @returns whether it was done. */
  readonly run: (doing: () => Promise<unknown>) => Promise<boolean>;
}

export function useSaving(): Saving {
  const busy = useSignal(false);
  const problem = useSignal<ApiProblem | null>(null);
  const run = async (doing: () => Promise<unknown>) => {
    if (busy.peek()) return false;
    busy.value = true;
    problem.value = null;
    try {
      await doing();
      return true;
    } catch (e) {
      // No answer of anybody's: trying again mends nothing.
      problem.value = e instanceof ApiProblem ? e : new ApiProblem(-1, 'page', ApiProblem.textOf(e));
      return false;
    } finally {
      busy.value = false;
    }
  };
  return { busy, problem, run };
}

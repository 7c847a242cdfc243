import { type Signal, useSignal } from '@preact/signals';
import { ApiProblem } from '../../shared/problem';

/** How the saving of a form goes: what was typed stays, and what was wrong stands beside its field. */
export interface Saving {
  readonly busy: Signal<boolean>;
  readonly problem: Signal<ApiProblem | null>;
  /** Does it. @returns whether it was done. */
  readonly run: (doing: () => Promise<unknown>) => Promise<boolean>;
}

export function useSaving(): Saving {
  const busy = useSignal(false);
  const problem = useSignal<ApiProblem | null>(null);
  return {
    busy,
    problem,
    async run(doing) {
      busy.value = true;
      problem.value = null;
      try {
        await doing();
        return true;
      } catch (e) {
        problem.value = e instanceof ApiProblem ? e : new ApiProblem(0, 'page', ApiProblem.textOf(e));
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}

/** Whether somebody else changed meanwhile what was to be changed. */
export const isOvertaken = (problem: ApiProblem | null): boolean => problem?.status === 412;

/** Whether a path of a problem is that of a field: `$.place` and `$.place.latitude` are both of `place`. */
export const isOf = (name: string, path: string): boolean => path === `$.${name}` || path.startsWith(`$.${name}.`) || path.startsWith(`$.${name}[`);

/** What is wrong with one field, as a sentence. */
export function faultOf(problem: ApiProblem | null, name: string): string | undefined {
  const detail = problem?.errors.find(({ path }) => isOf(name, path))?.detail;
  return detail && `${detail.replace(/^./, (letter) => letter.toUpperCase())}.`;
}

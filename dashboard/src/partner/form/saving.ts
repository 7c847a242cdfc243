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

/** What is wrong with one field, `$.place` and `$.place.latitude` alike. */
export const faultOf = (problem: ApiProblem | null, name: string): string | undefined =>
  problem?.errors.find(({ path }) => path === `$.${name}` || path.startsWith(`$.${name}.`) || path.startsWith(`$.${name}[`))?.detail;

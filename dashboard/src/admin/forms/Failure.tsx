import { restOf } from '../../shared/form/faults';
import type { ApiProblem } from '../../shared/problem';
import { passes } from '../reading/reading';

/** Why a form was not done, but for what stands beside its fields. */
export function Failure({ problem, shown = () => false }: { problem: ApiProblem | null; shown?: (path: string) => boolean }) {
  return problem === null ? null : (
    <p class="failure" role="alert">
      {restOf(problem, shown)} {passes(problem) && 'Nothing that you typed is lost: try again.'}
    </p>
  );
}

import { restOf } from './errors';

/** Why a form was not done, but for what stands beside its fields. */
export function Failure({ problem, shown = () => false }: { problem: unknown; shown?: (path: string) => boolean }) {
  return problem === undefined ? null : (
    <p class="failure" role="alert">
      {restOf(problem, shown)}
    </p>
  );
}

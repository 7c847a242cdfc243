import { ApiProblem } from '../shared/problem';

/** Says that something could not be read and shown, and that it will be tried again. */
export function Failed({ what, error, retry }: { what: string; error: unknown; retry: () => void }) {
  return (
    <div class="failed" role="alert">
      <p>
        {what} cannot be shown now. {error instanceof ApiProblem ? ApiProblem.textOf(error) : 'The server cannot be reached.'} It is tried again by itself.
      </p>
      <button type="button" onClick={retry}>
        Try again now
      </button>
    </div>
  );
}

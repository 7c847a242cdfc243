import type { ComponentChildren } from 'preact';
import { ApiProblem } from '../../shared/problem';
import type { Pages } from './pages';
import { passes, type Reading } from './reading';

/** Says that something could not be read, whether it is tried again by itself, and lets one try now. */
export function Trouble({ what, problem, again, stale = false }: { what: string; problem: unknown; again: () => void; stale?: boolean }) {
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{what} could not be read.</strong> {ApiProblem.textOf(problem)} {stale && 'What you see may be out of date. '}
        {passes(problem) && 'It is tried again by itself.'}
      </p>
      <button type="button" onClick={again}>
        Try again
      </button>
    </div>
  );
}

interface ShownProps<T> {
  readonly of: Reading<T>;
  /** What it is, at the beginning of a sentence: “The policy”. */
  readonly what: string;
  readonly children: (value: T) => ComponentChildren;
}

/** Shows what was read once it is there, and says why when it is not. */
export function Shown<T>({ of: { value, problem, again }, what, children }: ShownProps<T>) {
  return (
    <>
      {problem.value !== undefined && <Trouble what={what} problem={problem.value} again={() => void again()} stale={value.value !== undefined} />}
      {value.value !== undefined ? children(value.value) : problem.value === undefined && <p role="status">Reading…</p>}
    </>
  );
}

interface ListedProps<T> {
  readonly of: Pages<T>;
  readonly what: string;
  /** Said when there is nothing. */
  readonly none: string;
  readonly children: (items: readonly T[]) => ComponentChildren;
}

/** Shows the pages of a list that have come, and gets more of them. */
export function Listed<T>({ of: { items, problem, busy, hasMore, more }, what, none, children }: ListedProps<T>) {
  const is = items.value;
  return (
    <>
      {is.length > 0 && children(is)}
      {is.length === 0 && !hasMore.value && <p class="none">{none}</p>}
      {problem.value !== undefined ? (
        <Trouble what={is.length > 0 ? `More of ${what.charAt(0).toLowerCase()}${what.slice(1)}` : what} problem={problem.value} again={() => void more()} />
      ) : busy.value ? (
        <p role="status">Reading…</p>
      ) : (
        hasMore.value &&
        is.length > 0 && (
          <button type="button" onClick={() => void more()}>
            Show more
          </button>
        )
      )}
    </>
  );
}

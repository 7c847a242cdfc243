import type { ComponentChildren } from 'preact';
import { isOf, isStale } from '../../shared/form/faults';
import type { Saving } from '../../shared/form/saving';

interface RefusalProps {
  readonly saving: Saving;
  /** The fields that show their own faults. */
  readonly fields?: readonly string[];
  /** What stands now, for when somebody else changed it. */
  readonly now?: ComponentChildren;
}

/** Why a form was not saved. */
export function Refusal({ saving, fields = [], now }: RefusalProps) {
  const problem = saving.problem.value;
  if (!problem) return null;
  const rest = problem.errors.filter(({ path }) => !fields.some((name) => isOf(name, path.replace(/^\$\.?/, ''))));
  return (
    <div class="refusal" role="alert">
      {isStale(problem) ? (
        <>
          <p>Somebody else changed this meanwhile. What you typed is still here: save again to put it in the place of theirs.</p>
          {now && <p>As it stands now: {now}</p>}
        </>
      ) : (
        <p>Not saved. {problem.errors.length > 0 && rest.length === 0 ? 'Look at what is marked.' : rest.length === 0 ? problem.message : ''}</p>
      )}
      {rest.length > 0 && (
        <ul>
          {rest.map(({ path, detail }) => (
            <li key={path + detail}>
              {path.replace(/^\$\.?/, '') || 'The whole'}: {detail}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

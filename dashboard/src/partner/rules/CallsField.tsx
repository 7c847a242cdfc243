import { callTypeName } from '../../shared/call-types';
import { groupsOf } from './call-groups';

interface CallsFieldProps {
  readonly chosen: readonly string[];
  /** What unlocks cameras at present; null when that is not known. */
  readonly unlocking: readonly string[] | null;
  readonly choose: (codes: readonly string[]) => void;
}

/** Kinds of calls to choose from: whole groups in plain words, or one by one. What was chosen and unlocks nothing at present stays to be seen. */
export function CallsField({ chosen, unlocking, choose }: CallsFieldProps) {
  const all = [...new Set([...(unlocking ?? []), ...chosen])];
  const turn = (codes: readonly string[], on: boolean) => choose(on ? [...new Set([...chosen, ...codes])] : chosen.filter((code) => !codes.includes(code)));
  return (
    <ul class="call-groups">
      {groupsOf(all).map(({ words, codes }) => {
        const count = codes.filter((code) => chosen.includes(code)).length;
        const idle = unlocking !== null && codes.every((code) => !unlocking.includes(code));
        return (
          <li key={words}>
            <label class="inline">
              <input
                type="checkbox"
                checked={count === codes.length}
                indeterminate={count > 0 && count < codes.length}
                onChange={(event) => turn(codes, event.currentTarget.checked)}
              />
              {words.replace(/^./, (letter) => letter.toUpperCase())}
              {idle && <span class="hint">(unlocks nothing at present)</span>}
            </label>
            {codes.length > 1 && (
              <details open={count > 0 && count < codes.length}>
                <summary>One by one</summary>
                {codes.map((code) => (
                  <label key={code} class="inline">
                    <input type="checkbox" checked={chosen.includes(code)} onChange={(event) => turn([code], event.currentTarget.checked)} />
                    {callTypeName(code)}
                  </label>
                ))}
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}

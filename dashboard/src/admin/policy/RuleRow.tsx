import { useId } from 'preact/hooks';
import { callTypeName } from '../../shared/call-types';
import type { Faults } from '../../shared/form/faults';
import type { RuleDraft } from './draft';
import { type RuleNumber, ruleNumbers } from './rules';

interface RuleRowProps {
  readonly code: string;
  readonly rule: RuleDraft;
  /** How it differs from what it is to replace. */
  readonly mark: 'new' | 'changed' | null;
  readonly errors: Faults;
  readonly change: (rule: RuleDraft) => void;
  readonly remove: () => void;
}

const columns = Object.keys(ruleNumbers) as RuleNumber[];

/** One rule as a row of fields. What is wrong with the call type itself stands beside it, and what is wrong with a number under that. */
export function RuleRow({ code, rule, mark, errors, change, remove }: RuleRowProps) {
  const id = useId();
  const name = callTypeName(code);
  const wrong = errors[`rules.${code}`];
  return (
    <tr data-code={code} class={`${mark ? 'differs' : ''} ${wrong ? 'wrong' : ''}`}>
      <th scope="row" {...(wrong ? { 'aria-describedby': `${id}-wrong` } : {})}>
        {name} <span class="code">{code}</span> {mark && <span class="badge warn">{mark}</span>}
        {wrong && (
          <span class="fault" id={`${id}-wrong`}>
            {wrong}
          </span>
        )}
      </th>
      {columns.map((column) => {
        const error = errors[`rules.${code}.${column}`];
        return (
          <td key={column} class="number">
            <input
              class="short"
              inputMode="numeric"
              autocomplete="off"
              maxLength={9}
              aria-label={`${ruleNumbers[column].label}, ${name}`}
              placeholder={column === 'retentionDays' ? '30' : ''}
              value={rule.numbers[column]}
              {...(error ? { 'aria-invalid': true, 'aria-describedby': `${id}-${column}` } : {})}
              onInput={(e) => change({ ...rule, numbers: { ...rule.numbers, [column]: e.currentTarget.value } })}
            />
            {error && (
              <span class="fault" id={`${id}-${column}`}>
                {error}
              </span>
            )}
          </td>
        );
      })}
      <td class="flag">
        <input
          type="checkbox"
          aria-label={`Record a clip, ${name}`}
          checked={rule.recordClip}
          onChange={(e) => change({ ...rule, recordClip: e.currentTarget.checked })}
        />
      </td>
      <td class="flag">
        <input
          type="checkbox"
          aria-label={`A supervisor must approve, ${name}`}
          checked={rule.requiresApproval}
          onChange={(e) => change({ ...rule, requiresApproval: e.currentTarget.checked })}
        />
      </td>
      <td>
        <button type="button" class="small" aria-label={`Remove ${name}`} onClick={remove}>
          Remove
        </button>
      </td>
    </tr>
  );
}

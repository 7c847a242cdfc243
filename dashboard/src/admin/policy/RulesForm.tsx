import { useRef } from 'preact/hooks';
import type { Faults } from '../../shared/form/faults';
import { Scroll } from '../Scroll';
import { CallTypePicker } from './CallTypePicker';
import { changeOf, newRule, type PolicyDraft, type RuleDraft } from './draft';
import { byName } from './PolicyTable';
import { RuleRow } from './RuleRow';
import { ruleNumbers } from './rules';

interface RulesFormProps {
  readonly draft: PolicyDraft;
  readonly errors: Faults;
  readonly change: (rules: PolicyDraft['rules']) => void;
}

/** The rules as rows of fields; call types come and go. */
export function RulesForm({ draft, errors, change }: RulesFormProps) {
  const rows = useRef<HTMLTableSectionElement>(null);
  const { rules } = draft;
  const set = (code: string, rule: RuleDraft) => change({ ...rules, [code]: rule });
  const remove = (code: string) => change(Object.fromEntries(Object.entries(rules).filter(([other]) => other !== code)));
  const add = (code: string) => {
    set(code, newRule);
    requestAnimationFrame(() => rows.current?.querySelector<HTMLInputElement>(`[data-code="${code}"] input`)?.focus());
  };
  return (
    <>
      <Scroll label="Calls that unlock">
        <table class="list editing">
          <caption>
            Calls that unlock <span class="hint">· numbers are whole; clips are kept 30 days where nothing is said</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Call</th>
              {Object.entries(ruleNumbers).map(([name, { label, unit }]) => (
                <th scope="col" class="number" key={name}>
                  {label}
                  {unit && <span class="hint">, {unit}</span>}
                </th>
              ))}
              <th scope="col">Record</th>
              <th scope="col">Approval</th>
              <th scope="col">
                <span class="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody ref={rows}>
            {byName(Object.keys(rules)).map((code) => {
              const rule = rules[code];
              return (
                rule && (
                  <RuleRow
                    key={code}
                    code={code}
                    rule={rule}
                    mark={changeOf(draft, code)}
                    errors={errors}
                    change={(changed) => set(code, changed)}
                    remove={() => remove(code)}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {errors['rules'] && (
        <p class="fault" role="alert">
          {errors['rules']}
        </p>
      )}
      <CallTypePicker label="Another call type" button="Add call type" taken={Object.keys(rules)} pick={add} />
    </>
  );
}

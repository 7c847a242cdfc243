import { callTypeName } from '../../shared/call-types';
import { Field } from '../../shared/form/Field';
import type { Faults } from '../../shared/form/faults';
import { CallTypePicker } from './CallTypePicker';
import { newThreats, type ThreatsDraft } from './draft';
import { type ThreatNumber, threatNumbers } from './rules';

interface ThreatsFormProps {
  readonly threats: ThreatsDraft | null;
  readonly errors: Faults;
  readonly change: (threats: ThreatsDraft | null) => void;
}

/** What supervisors may declare. */
export function ThreatsForm({ threats, errors, change }: ThreatsFormProps) {
  return (
    <fieldset class="stack">
      <legend>Public-safety threats</legend>
      <label class="inline">
        <input type="checkbox" checked={threats !== null} onChange={(e) => change(e.currentTarget.checked ? newThreats : null)} />
        Supervisors may declare threats
      </label>
      {threats && (
        <>
          <div class="fields">
            {(Object.keys(threatNumbers) as ThreatNumber[]).map((name) => {
              const { label, unit, least, most } = threatNumbers[name];
              return (
                <Field
                  key={name}
                  label={`${label}${unit && `, ${unit}`}`}
                  hint={`${least} to ${most.toLocaleString('en-US')}`}
                  fault={errors[`threats.${name}`]}
                >
                  {(tied) => (
                    <input
                      {...tied}
                      inputMode="numeric"
                      autocomplete="off"
                      maxLength={9}
                      placeholder={name === 'retentionDays' ? '30' : ''}
                      value={threats.numbers[name]}
                      onInput={(e) => change({ ...threats, numbers: { ...threats.numbers, [name]: e.currentTarget.value } })}
                    />
                  )}
                </Field>
              );
            })}
          </div>
          <label class="inline">
            <input type="checkbox" checked={threats.recordClip} onChange={(e) => change({ ...threats, recordClip: e.currentTarget.checked })} />
            Record a clip from the unlock on
          </label>
          <p>
            <strong>May be declared for</strong>
          </p>
          {errors['threats.reasons'] && <p class="fault">{errors['threats.reasons']}</p>}
          <ul class="plain chips">
            {threats.reasons.map((code, index) => (
              <li key={code}>
                {callTypeName(code)}
                <button
                  type="button"
                  class="small"
                  aria-label={`Remove ${callTypeName(code)} from threats`}
                  onClick={() => change({ ...threats, reasons: threats.reasons.filter((reason) => reason !== code) })}
                >
                  ×
                </button>
                {errors[`threats.reasons[${index}]`] && <span class="fault">{errors[`threats.reasons[${index}]`]}</span>}
              </li>
            ))}
          </ul>
          <CallTypePicker
            label="Another reason"
            button="Add reason"
            taken={threats.reasons}
            pick={(code) => change({ ...threats, reasons: [...threats.reasons, code] })}
          />
        </>
      )}
    </fieldset>
  );
}

import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { callTypeName, callTypes } from '../../shared/call-types';
import { Field } from '../../shared/form/Field';
import { findCallType } from './find';

interface PickerProps {
  readonly label: string;
  readonly button: string;
  /** What is there already. */
  readonly taken: readonly string[];
  readonly pick: (code: string) => void;
}

/** Finds a call type of the registry by its words or its code. */
export function CallTypePicker({ label, button, taken, pick }: PickerProps) {
  const list = useId();
  const text = useSignal('');
  const error = useSignal('');
  const add = () => {
    const code = findCallType(text.value);
    if (!code) error.value = text.value.trim() ? 'The registry has no such call type' : 'Say which';
    else if (taken.includes(code)) error.value = `${callTypeName(code)} is there already`;
    else {
      error.value = '';
      text.value = '';
      pick(code);
    }
  };
  return (
    <div class="row picker">
      <Field label={label} fault={error.value}>
        {(tied) => (
          <input
            {...tied}
            list={list}
            autocomplete="off"
            placeholder="Words or code"
            value={text.value}
            onInput={(e) => {
              text.value = e.currentTarget.value;
              error.value = '';
            }}
            onKeyDown={(e) => {
              if (e.key !== 'Enter') return;
              e.preventDefault();
              add();
            }}
          />
        )}
      </Field>
      <datalist id={list}>
        {[...callTypes].map(([code, words]) => (
          <option key={code} value={`${words} (${code})`} />
        ))}
      </datalist>
      <button type="button" onClick={add}>
        {button}
      </button>
    </div>
  );
}

import { useId } from 'preact/hooks';
import { faultOf, type Saving } from './saving';

interface FieldProps {
  readonly label: string;
  /** As the API calls it. */
  readonly name: string;
  readonly saving: Saving;
  readonly hint?: string;
  readonly inputMode?: 'email' | 'tel';
  readonly required?: boolean;
  readonly maxLength: number;
  readonly defaultValue: string;
  readonly autocomplete: string;
}

/** A field with its label, and what the API found wrong with it. */
export function Field({ label, name, saving, hint, ...input }: FieldProps) {
  const id = useId();
  const fault = faultOf(saving.problem.value, name);
  const about = [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>
        {label} {!input.required && <span class="hint">(optional)</span>}
      </label>
      <input id={id} name={name} aria-invalid={fault ? true : undefined} aria-describedby={about || undefined} {...input} />
      {hint && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {fault && (
        <p id={`${id}-fault`} class="fault">
          {fault}
        </p>
      )}
    </div>
  );
}

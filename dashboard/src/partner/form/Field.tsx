import { Field as Labeled } from '../../shared/form/Field';
import { faultOf } from '../../shared/form/faults';
import type { Saving } from '../../shared/form/saving';

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

/** A field of one line, and what the API found wrong with it. */
export function Field({ label, saving, hint, ...input }: FieldProps) {
  return (
    <Labeled label={label} hint={hint} optional={!input.required} fault={faultOf(saving.problem.value, input.name)}>
      {(tied) => <input {...tied} {...input} />}
    </Labeled>
  );
}

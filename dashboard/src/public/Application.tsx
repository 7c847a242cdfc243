import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { type Api, answerOf } from '../shared/api';
import { ApiProblem } from '../shared/problem';
import { type Faults, type Field, faultsIn, faultsOf, fields, type Name, profileOf, whyNot } from './fields';

/** The form by which anybody asks to take part. What was typed stays until it is taken. */
export function Application({ api }: { api: Api }) {
  const faults = useSignal<Faults>({});
  const problem = useSignal('');
  const sending = useSignal(false);
  const reference = useSignal('');
  const form = useRef<HTMLFormElement>(null);

  const fail = (why: string, found: Faults) => {
    problem.value = why;
    faults.value = found;
    const first = fields.find(({ name }) => found[name]);
    if (first) form.current?.querySelector<HTMLElement>(`[name=${first.name}]`)?.focus();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sending.value || !form.current) return;
    const data = new FormData(form.current);
    const typed = Object.fromEntries(fields.map(({ name }) => [name, String(data.get(name) ?? '')])) as Record<Name, string>;
    const profile = profileOf(typed);
    const found = faultsOf(profile);
    if (Object.keys(found).length > 0) return fail('Something is not right yet: see below.', found);
    fail('', {});
    sending.value = true;
    try {
      reference.value = (await answerOf(api.POST('/applications', { body: profile }))).reference;
    } catch (e) {
      const told = e instanceof ApiProblem ? faultsIn(e.errors) : { faults: {}, others: [] };
      fail([whyNot(e), ...told.others].join(' '), told.faults);
    } finally {
      sending.value = false;
    }
  };

  if (reference.value) return <Taken reference={reference.value} another={() => (reference.value = '')} />;
  return (
    <form ref={form} class="application" noValidate aria-labelledby="application" onSubmit={submit}>
      <h3 id="application">Ask to take part</h3>
      <p class="hint">What is not marked as optional is needed. It goes to the program’s administration and nowhere else.</p>
      <p role="alert" class={problem.value ? 'fault' : 'visually-hidden'}>
        {problem.value}
      </p>
      {fields.map((field) => (
        <Input key={field.name} field={field} fault={faults.value[field.name]} />
      ))}
      <button type="submit" class="primary" aria-disabled={sending.value}>
        {sending.value ? 'Sending…' : 'Send the application'}
      </button>
    </form>
  );
}

function Input({ field, fault }: { field: Field; fault: string | undefined }) {
  const id = `application-${field.name}`;
  const described = [fault && `${id}-fault`, field.hint && `${id}-hint`].filter(Boolean).join(' ');
  const common = {
    id,
    name: field.name,
    autocomplete: field.autocomplete,
    'aria-required': field.required,
    'aria-invalid': fault !== undefined,
    ...(described ? { 'aria-describedby': described } : {}),
  };
  return (
    <div class="field">
      <label htmlFor={id}>
        <span>
          {field.label} {!field.required && <span class="hint">(optional)</span>}
        </span>
      </label>
      {field.hint && (
        <span id={`${id}-hint`} class="hint">
          {field.hint}
        </span>
      )}
      {field.type === 'area' ? <textarea rows={2} {...common} /> : <input type={field.type as 'text'} {...common} />}
      {fault && (
        <span id={`${id}-fault`} class="fault">
          {fault}
        </span>
      )}
    </div>
  );
}

function Taken({ reference, another }: { reference: string; another: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="application" role="status">
      <h3 ref={heading} tabIndex={-1}>
        Thank you: your application is in.
      </h3>
      <p>Your reference, for when you speak with the program:</p>
      <p class="mono reference">{reference}</p>
      <p>The program’s administration gets in touch with you. Until you sign an agreement and switch a camera on, nothing is shared.</p>
      <p>
        <button type="button" onClick={another}>
          Send another application
        </button>
      </p>
    </div>
  );
}

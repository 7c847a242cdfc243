import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Dialog } from '../../shared/Dialog';
import { faultOf } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';

export interface Change {
  readonly title: string;
  /** What it does, before it is done. */
  readonly says: string;
  readonly button: string;
  readonly danger?: boolean;
  /** The minutes that are offered; absent when none are asked for. */
  readonly minutes?: number;
  /** Whether a reason must be given. */
  readonly reason: 'required' | 'optional';
  readonly do: (reason: string, minutes: number) => Promise<unknown>;
}

/** Asks for the reason of a change and does it. What is refused is said in the API's words, and what was typed stays. */
export function ChangeDialog({ change, close }: { change: Change; close: () => void }) {
  const [reason, minutes] = [useSignal(''), useSignal(change.minutes ?? 0)];
  const { busy, problem, run } = useSaving();
  const id = useId();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await run(() => change.do(reason.value.trim(), minutes.value))) close();
  };
  const wrong = (field: string) => faultOf(problem.value, field);
  const beside = (field: string) =>
    wrong(field) !== undefined && (
      <span id={`${id}-${field}`} class="fault" role="alert">
        {wrong(field)}
      </span>
    );
  const described = (field: string) => (wrong(field) === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-${field}` });
  const elsewhere = problem.value && wrong('reason') === undefined && wrong('minutes') === undefined;
  return (
    <Dialog title={change.title} close={close}>
      <form class="stack" onSubmit={submit}>
        <p>{change.says}</p>
        {change.minutes !== undefined && (
          <label>
            Minutes more
            <input
              type="number"
              required
              min={1}
              max={1440}
              value={minutes.value}
              onInput={(event) => {
                minutes.value = event.currentTarget.valueAsNumber;
              }}
              {...described('minutes')}
            />
            {beside('minutes')}
          </label>
        )}
        <label>
          {change.reason === 'required' ? 'Reason' : 'Reason (optional)'}
          <input
            data-first
            required={change.reason === 'required'}
            maxLength={200}
            autocomplete="off"
            value={reason.value}
            onInput={(event) => {
              reason.value = event.currentTarget.value;
            }}
            {...described('reason')}
          />
          {beside('reason')}
          <span class="hint">It stays on the incident’s record.</span>
        </label>
        {elsewhere && <p role="alert">{ApiProblem.textOf(problem.value)}</p>}
        <div class="row">
          <button type="submit" class={change.danger ? 'danger' : 'primary'} aria-disabled={busy.value}>
            {change.button}
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Dialog } from '../../shared/Dialog';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';

interface ReasonDialogProps {
  readonly title: string;
  /** What the button does, as an order. */
  readonly action: string;
  /** What the reason is to begin with. */
  readonly reason?: string;
  readonly optional?: boolean;
  readonly dangerous?: boolean;
  /** What is asked beside the reason. */
  readonly children?: ComponentChildren;
  /** Does it. The dialog closes when it is done. */
  readonly act: (reason: string) => Promise<void>;
  readonly close: () => void;
}

/** Asks why, and does it: what is refused is told here, and what was typed stays. */
export function ReasonDialog({ title, action, reason: first = '', optional = false, dangerous = false, children, act, close }: ReasonDialogProps) {
  const reason = useSignal(first);
  const { busy, problem, run } = useSaving();
  return (
    <Dialog title={title} close={close}>
      <form
        class="stack evidence-form"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await run(() => act(reason.peek().trim()))) close();
        }}
      >
        {children}
        <label>
          <span>Reason {optional && <span class="hint">(optional)</span>}</span>
          <input
            data-first
            required={!optional}
            maxLength={200}
            dir="auto"
            value={reason.value}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        </label>
        {problem.value !== null && (
          <p class="problem" role="alert">
            {ApiProblem.textOf(problem.value)}
          </p>
        )}
        <div class="row">
          <button type="submit" class={dangerous ? 'danger' : 'primary'} disabled={busy.value}>
            {busy.value ? 'One moment…' : action}
          </button>
          <button type="button" onClick={close}>
            Close
          </button>
        </div>
      </form>
    </Dialog>
  );
}

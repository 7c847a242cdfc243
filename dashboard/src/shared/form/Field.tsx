import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  /** May be left empty, which its label says. */
  readonly optional?: boolean;
  /** The input; what it is given ties it to its label, its hint and its fault. */
  readonly children: (tied: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ComponentChildren;
}

/** A field with its label, and what is wrong with it beside it. */
export function Field({ label, hint, fault, optional = false, children }: FieldProps) {
  const id = useId();
  const by = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>
        {label} {optional && <span class="hint">(optional)</span>}
      </label>
      {children({ id, ...(by ? { 'aria-describedby': by } : {}), ...(fault ? { 'aria-invalid': true as const } : {}) })}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </div>
  );
}

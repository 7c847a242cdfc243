import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ApiProblem } from '../../../shared/problem';
import { Said } from '../../../shared/Said';
import type { Incident } from '../../board';
import { type Draft, most, subjects } from './bulletin';

/** What is said of a picture, and to whom. */
export function BulletinFields({ draft, incident, problem }: { draft: Draft; incident: Incident; problem: ApiProblem | null }) {
  const fault = (field: string) =>
    problem?.errors
      .filter(({ path }) => path === `$.${field}` || path.startsWith(`$.${field}[`))
      .map(({ detail }) => detail)
      .join(', ');
  const toggle = (unit: string, on: boolean) => {
    draft.without.value = on ? draft.without.value.filter((other) => other !== unit) : [...draft.without.value, unit];
  };
  return (
    <>
      <fieldset class="row">
        <legend>It shows</legend>
        {subjects.map(([subject, text]) => (
          <label key={subject} class="inline">
            <input type="radio" name="subject" checked={draft.subject.value === subject} onChange={() => (draft.subject.value = subject)} />
            {text}
          </label>
        ))}
      </fieldset>
      <label>
        Caption
        <textarea
          data-first
          rows={3}
          maxLength={most.caption}
          dir="auto"
          value={draft.caption.value}
          onInput={(event) => (draft.caption.value = event.currentTarget.value)}
        />
        <Fault text={fault('caption')} />
      </label>
      <div class="still-pair">
        <Line label="Plate" value={draft.plate} most={most.plate} fault={fault('plate')} />
        <Line label="Direction" value={draft.direction} most={most.direction} fault={fault('direction')} />
      </div>
      <fieldset class="stack">
        <legend>Units</legend>
        <div class="row">
          {incident.units.length === 0 && <span class="hint">CAD has assigned none.</span>}
          {incident.units.map(({ id }) => (
            <label key={id} class="inline">
              <input type="checkbox" checked={!draft.without.value.includes(id)} onChange={(event) => toggle(id, event.currentTarget.checked)} />
              <Said text={id} most={40} />
            </label>
          ))}
        </div>
        <Line label="Other units, by name" value={draft.others} most={1_000} fault={fault('units')} />
      </fieldset>
    </>
  );
}

function Line({ label, value, most, fault }: { label: string; value: Signal<string>; most: number; fault: string | undefined }) {
  const id = useId();
  return (
    <label>
      {label}
      <input
        maxLength={most}
        autocomplete="off"
        dir="auto"
        value={value.value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? id : undefined}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
      <Fault id={id} text={fault} />
    </label>
  );
}

function Fault({ text, id }: { text: string | undefined; id?: string }) {
  return text ? (
    <span class="fault" id={id}>
      {text}
    </span>
  ) : null;
}

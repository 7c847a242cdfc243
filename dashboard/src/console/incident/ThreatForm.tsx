import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answerOf } from '../../shared/api';
import { callTypeName } from '../../shared/call-types';
import { Dialog } from '../../shared/Dialog';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';
import { say } from '../../shared/Toasts';
import { onKey } from '../keys';
import type { Room } from '../room';
import { largestRadius, type ThreatDraft, type ThreatRule } from './threat';

type Bounds = ThreatRule | 'reading' | 'none' | ApiProblem;

/** Declares a public-safety threat: beside the map, on which its area is drawn. */
export function ThreatForm({ room, draft }: { room: Room; draft: ThreatDraft }) {
  const bounds = useSignal<Bounds>('reading');
  const title = useRef<HTMLHeadingElement>(null);
  const close = () => {
    room.threat.value = null;
  };
  const read = async () => {
    bounds.value = 'reading';
    try {
      bounds.value = (await answerOf(room.api.GET('/policy'))).threats ?? 'none';
    } catch (e) {
      bounds.value = e instanceof ApiProblem ? e : ApiProblem.unreachable();
    }
  };
  useEffect(() => {
    const before = document.activeElement;
    title.current?.focus();
    void read();
    const stop = onKey('Escape', 'Declare no threat', close);
    return () => {
      stop();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <section class="threat-form" aria-labelledby="threat-title">
      <header>
        <h2 id="threat-title" ref={title} tabIndex={-1}>
          Declare a public-safety threat
        </h2>
        <button type="button" class="plain" aria-label="Declare no threat" onClick={close}>
          ×
        </button>
      </header>
      {bounds.value === 'reading' && <p role="status">Reading the policy…</p>}
      {bounds.value === 'none' && <p role="alert">The policy lets no threat be declared.</p>}
      {bounds.value instanceof ApiProblem && (
        <div role="alert" class="stack">
          <p>The policy could not be read: {ApiProblem.textOf(bounds.value)}</p>
          <button type="button" onClick={() => void read()}>
            Try again
          </button>
        </div>
      )}
      {typeof bounds.value === 'object' && !(bounds.value instanceof ApiProblem) && <Fields room={room} draft={draft} rule={bounds.value} close={close} />}
    </section>
  );
}

function Fields({ room, draft, rule, close }: { room: Room; draft: ThreatDraft; rule: ThreatRule; close: () => void }) {
  const confirming = useSignal(false);
  const [latitude, longitude] = draft.center.value;
  const reasons = [...rule.reasons].sort((a, b) => callTypeName(a).localeCompare(callTypeName(b)));
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        confirming.value = true;
      }}
    >
      <label>
        What is it about
        <select required value={draft.reason.value} onChange={(event) => (draft.reason.value = event.currentTarget.value)}>
          <option value="">Choose…</option>
          {reasons.map((code) => (
            <option key={code} value={code}>
              {callTypeName(code)}
            </option>
          ))}
        </select>
      </label>
      <div class="stack tight">
        <p class="where">
          <strong>Where</strong> <span class="mono">{`${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}</span>
        </p>
        <p class="hint">Click the map to put the center there.</p>
        <button type="button" onClick={() => (draft.center.value = room.mapCenter.peek())}>
          Use the middle of the map
        </button>
      </div>
      <label>
        {`Radius: ${draft.radiusMeters.value} m`}
        <input
          type="range"
          min={25}
          max={largestRadius(rule.maxSquareMeters)}
          step={1}
          value={draft.radiusMeters.value}
          onInput={(event) => {
            draft.radiusMeters.value = event.currentTarget.valueAsNumber;
          }}
        />
      </label>
      <label>
        Minutes
        <input
          type="number"
          required
          min={1}
          max={rule.maxMinutes}
          value={draft.minutes.value}
          onInput={(event) => {
            draft.minutes.value = event.currentTarget.valueAsNumber;
          }}
        />
        <span class="hint">{`At most ${rule.maxMinutes}.`}</span>
      </label>
      <label>
        Note (optional)
        <textarea
          maxLength={200}
          rows={2}
          value={draft.note.value}
          onInput={(event) => {
            draft.note.value = event.currentTarget.value;
          }}
        />
      </label>
      <p class="hint">{`Feeds unlock at once. They lock again unless another supervisor approves within ${rule.approvalMinutes} minutes.`}</p>
      <button type="submit" class="danger">
        Declare…
      </button>
      {confirming.value && (
        <Confirm
          room={room}
          draft={draft}
          back={() => {
            confirming.value = false;
          }}
          done={close}
        />
      )}
    </form>
  );
}

function Confirm({ room, draft, back, done }: { room: Room; draft: ThreatDraft; back: () => void; done: () => void }) {
  const { busy, problem, run } = useSaving();
  const declare = () =>
    run(async () => {
      const view = await room.change(room.api.POST('/threats', { params: { header: { 'Idempotency-Key': draft.idempotencyKey() } }, body: draft.body() }));
      say('The threat is declared. Another supervisor must approve it.');
      done();
      room.open(view.incidentId);
    });
  return (
    <Dialog title="Declare this threat?" close={back}>
      <div class="stack">
        <p>
          <strong>{callTypeName(draft.reason.value)}</strong>
          {`, within ${draft.radiusMeters.value} m, for ${draft.minutes.value} minutes. The cameras there that are shared with you unlock now, and your name is on the record.`}
        </p>
        {problem.value && <p role="alert">{ApiProblem.textOf(problem.value)}</p>}
        <div class="row">
          <button type="button" class="danger" aria-disabled={busy.value} onClick={() => void declare()}>
            Declare the threat
          </button>
          <button type="button" onClick={back}>
            Go back
          </button>
        </div>
      </div>
    </Dialog>
  );
}

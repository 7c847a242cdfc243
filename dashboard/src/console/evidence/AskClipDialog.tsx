import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { answerOf } from '../../shared/api';
import { second, serverClock } from '../../shared/clock';
import { Dialog } from '../../shared/Dialog';
import { faultOf } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { tidy } from '../../shared/people-text';
import { say } from '../../shared/Toasts';
import type { Grant, Incident } from '../board';
import type { Room } from '../room';
import { fromField, presetSpan, presets, type Span, spanFault, toField } from './span';
import { recordingRefusedText } from './words';

interface AskClipDialogProps {
  readonly room: Room;
  readonly incident: Incident;
  /** The cameras that can be asked of: those that were unlocked. */
  readonly grants: readonly Grant[];
  /** The one that is offered first. */
  readonly first: string | null;
  readonly asked: () => void;
  readonly close: () => void;
}

/** Asks for what a camera recorded. */
export function AskClipDialog({ room, incident, grants, first, asked, close }: AskClipDialogProps) {
  const grantId = useSignal(grants.some((grant) => grant.grantId === first) ? (first ?? '') : (grants[0]?.grantId ?? ''));
  const grant = grants.find((other) => other.grantId === grantId.value);
  /** What one said; null until then. */
  const said = useSignal<Span | null>(null);
  /** What is offered: the last two minutes, as soon as there is anything of them. */
  const offered = useRef<Span | null>(null);
  const reason = useSignal('');
  const { busy, problem, run } = useSaving();
  // Which of them can be asked for changes as time passes.
  second.value;
  const now = serverClock.surely();
  if (grant) offered.current ??= presetSpan('last2', grant, now);
  const span = said.value ?? offered.current;
  const fault = span ? spanFault(span) : 'The camera has only just been unlocked. One moment…';
  const { from, to } = span ?? { from: Number.NaN, to: Number.NaN };
  const at = (field: string) => faultOf(problem.value, field);
  const ask = async () => {
    if (!grant || !span || fault) return;
    await run(async () => {
      const why = reason.peek().trim();
      await answerOf(
        room.api.POST('/incidents/{incidentId}/grants/{grantId}/clips', {
          params: { path: { incidentId: incident.incidentId, grantId: grant.grantId } },
          body: { from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString(), ...(why ? { reason: why } : {}) },
        }),
      );
      say('The clip is asked for. It comes by itself.');
      asked();
      close();
    });
  };
  return (
    <Dialog title="Ask for a clip" close={close}>
      <form
        class="stack evidence-form"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <label>
          Camera
          <select value={grantId.value} onChange={(event) => (grantId.value = event.currentTarget.value)}>
            {grants.map((other) => (
              <option key={other.grantId} value={other.grantId}>
                {tidy(other.feedName, 100)} · {Math.round(other.distanceMeters)} m{other.state === 'unlocked' ? '' : ' · locked'}
              </option>
            ))}
          </select>
        </label>
        <fieldset class="row">
          <legend>Quick choice</legend>
          {presets.map(([preset, text]) => {
            const stands = grant ? presetSpan(preset, grant, now) : null;
            return (
              <button key={preset} type="button" disabled={!stands} onClick={() => (said.value = stands)}>
                {text}
              </button>
            );
          })}
        </fieldset>
        <div class="still-pair">
          <label>
            From
            <input
              type="datetime-local"
              step={1}
              value={toField(from)}
              onChange={(event) => (said.value = { from: fromField(event.currentTarget.value), to })}
            />
            {at('from') && <span class="fault">{at('from')}</span>}
          </label>
          <label>
            To
            <input type="datetime-local" step={1} value={toField(to)} onChange={(event) => (said.value = { from, to: fromField(event.currentTarget.value) })} />
            {at('to') && <span class="fault">{at('to')}</span>}
          </label>
        </div>
        <label>
          <span>
            Reason <span class="hint">(the call type when you give none)</span>
          </span>
          <input data-first maxLength={200} dir="auto" value={reason.value} onInput={(event) => (reason.value = event.currentTarget.value)} />
        </label>
        {fault && (
          <p class="hint" role="status">
            {fault}
          </p>
        )}
        {problem.value !== null && (
          <p class="problem" role="alert">
            {recordingRefusedText(problem.value)}
          </p>
        )}
        <div class="row">
          <button type="submit" class="primary" disabled={busy.value || !grant || fault !== null}>
            {busy.value ? 'Asking…' : 'Ask for it'}
          </button>
          <button type="button" onClick={close}>
            Close
          </button>
        </div>
      </form>
    </Dialog>
  );
}

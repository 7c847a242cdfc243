import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { second, serverClock } from '../../shared/clock';
import { isStale } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { to } from '../../shared/route';
import { say } from '../../shared/Toasts';
import { Refusal } from '../form/Refusal';
import { Nothing, Page } from '../Page';
import type { Portal, Target } from '../portal';
import { CallsField } from './CallsField';
import { type Draft, type DraftFault, draftOf, faultsOf, ruleOfDraft } from './draft';
import { HoursField } from './HoursField';
import { mayChange, TargetName } from './RuleList';
import type { Rule } from './standing';
import { ruleInWords } from './words';

/** A rule in plain words, to change. */
export function RuleEditor({ portal, target }: { portal: Portal; target: Target }) {
  const rule = portal.ruleOf(target);
  if (!rule || !mayChange(portal, target)) return <Nothing portal={portal} />;
  return <Editor portal={portal} target={target} rule={rule} />;
}

function Editor({ portal, target, rule }: { portal: Portal; target: Target; rule: Rule }) {
  const id = useId();
  const saving = useSaving();
  const draft = useSignal(draftOf(rule, serverClock.now()));
  const faults = useSignal<readonly DraftFault[]>([]);
  // Of the rule that the form was filled with: what others set meanwhile must not be lost unseen.
  const version = useRef(portal.versionOf(target));
  const put = (more: Partial<Draft>) => {
    draft.value = { ...draft.value, ...more };
    if (faults.value.length > 0) faults.value = faultsOf(draft.value, serverClock.now());
  };
  const save = async () => {
    faults.value = faultsOf(draft.value, serverClock.now());
    if (faults.value.length > 0) return;
    const done = await saving.run(() => portal.setRule(target, ruleOfDraft(draft.value, rule), version.current));
    if (done) {
      say('It holds from now on.');
      location.hash = to(portal.partnerId, 'rules');
    } else if (isStale(saving.problem.value)) {
      await portal.readAgain();
      version.current = portal.versionOf(target);
    }
  };
  const { enabled, onlyCalls, calls, onlyHours, hours, paused, pausedUntil } = draft.value;
  const choice = (name: string, on: boolean, label: string, take: () => void) => (
    <label class="inline">
      <input type="radio" name={`${id}-${name}`} checked={on} onChange={take} />
      {label}
    </label>
  );
  const faultAt = (field: DraftFault['field']) =>
    faults.value
      .filter((fault) => fault.field === field)
      .map(({ words }) => (
        <p key={words} class="fault" role="alert">
          {words}
        </p>
      ));
  const whole = faults.value.length === 0 && faultsOf(draft.value, second.value).length === 0;
  return (
    <Page
      title={
        <>
          Rule for <TargetName portal={portal} target={target} />
        </>
      }
    >
      <form
        class="stack rule-editor"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {target.level !== 'partner' && (
          <fieldset>
            <legend>Share?</legend>
            {choice('share', enabled, 'Yes, when all of what follows holds', () => put({ enabled: true }))}
            {choice('share', !enabled, 'No, never', () => put({ enabled: false }))}
          </fieldset>
        )}
        <fieldset>
          <legend>For which calls?</legend>
          {choice('calls', !onlyCalls, 'Every kind of call that unlocks cameras', () => put({ onlyCalls: false }))}
          {choice('calls', onlyCalls, 'Only these kinds of calls', () => put({ onlyCalls: true }))}
          {onlyCalls && <CallsField chosen={calls} unlocking={portal.unlocking.value} choose={(codes) => put({ calls: codes })} />}
          {faultAt('calls')}
        </fieldset>
        <fieldset>
          <legend>When?</legend>
          {choice('hours', !onlyHours, 'At any hour', () => put({ onlyHours: false }))}
          {choice('hours', onlyHours, 'Only in these hours', () => put({ onlyHours: true }))}
          {onlyHours && (
            <>
              <p class="hint">By the clock where the cameras hang.</p>
              <HoursField hours={hours} change={(changed) => put({ hours: changed })} />
            </>
          )}
          {faultAt('hours')}
        </fieldset>
        <fieldset>
          <legend>A break</legend>
          <label class="inline">
            <input type="checkbox" checked={paused} onChange={(event) => put({ paused: event.currentTarget.checked })} />
            Pause, and share again by itself
          </label>
          {paused && (
            <label>
              Pause until
              <input type="datetime-local" value={pausedUntil} onChange={(event) => put({ pausedUntil: event.currentTarget.value })} />
            </label>
          )}
          {faultAt('pausedUntil')}
        </fieldset>
        <p class="preview" aria-live="polite">
          <strong>In words:</strong> {whole ? ruleInWords(ruleOfDraft(draft.value, rule), second.value, portal.unlocking.value) : '…'}
        </p>
        {target.level === 'partner' && !enabled && <p class="hint">Everything is stopped at present: this holds once you start sharing again.</p>}
        <Refusal saving={saving} now={ruleInWords(rule, second.value, portal.unlocking.value)} />
        <div class="row">
          <button type="submit" class="primary" disabled={saving.busy.value}>
            Save the rule
          </button>
          <a class="button" href={to(portal.partnerId, 'rules')}>
            Leave it as it is
          </a>
        </div>
      </form>
    </Page>
  );
}

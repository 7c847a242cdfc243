import { useSignal } from '@preact/signals';
import { answerOf } from '../../shared/api';
import { atDay, second } from '../../shared/clock';
import { useSaving } from '../../shared/form/saving';
import { say } from '../../shared/Toasts';
import { Refusal } from '../form/Refusal';
import { Page } from '../Page';
import type { Portal } from '../portal';
import { useReading } from './reading';

/** What was signed, what is to be signed, and signing it. */
export function Agreement({ portal }: { portal: Portal }) {
  const text = useReading(() => answerOf(portal.api.GET('/agreement')));
  const read = useSignal(false);
  const saving = useSaving();
  const signed = portal.partner.value?.agreement;
  const current = text.value.value;
  const url = safe(current?.url);
  const sign = async () => {
    if (!current) return;
    try {
      await portal.api.POST('/partners/{partnerId}/agreement', { params: portal.about(portal.version), body: { version: current.version } });
    } finally {
      await portal.readAgain();
    }
  };
  return (
    <Page title="Agreement">
      <section class="card stack" aria-labelledby="agreement-signed">
        <h2 id="agreement-signed">What you signed</h2>
        {signed ? (
          <p>
            Version {signed.version}, on {atDay(signed.signedAt)}. It {Date.parse(signed.endsAt) > second.value ? 'holds until' : 'ended on'}{' '}
            {atDay(signed.endsAt)}.
          </p>
        ) : (
          <p>Nothing yet. Nothing is shared before you sign.</p>
        )}
      </section>
      <section class="card stack" aria-labelledby="agreement-current">
        <h2 id="agreement-current">The agreement</h2>
        {text.trouble.value && <p role="alert">{text.trouble.value} Trying again…</p>}
        {current && (
          <>
            <p>
              The text is version {current.version}. A signature holds for {current.days} days; then you are asked again.
            </p>
            {url ? (
              <p>
                <a href={url} target="_blank" rel="noreferrer">
                  Read the agreement (opens a new page)
                </a>
              </p>
            ) : (
              <p class="hint">Where the text is to be read, this installation does not say: ask the program for it.</p>
            )}
            <ul>
              <li>Your cameras stay locked. Police can look only while a qualifying call runs nearby, and only as your rules permit.</li>
              <li>You can stop at any time, at once, and take everything back.</li>
              <li>You see who looked, when, for how long and why.</li>
              <li>Sharing gets you no priority, and there is no facial recognition.</li>
            </ul>
            {portal.mayOwn.value ? (
              <form
                class="stack"
                onSubmit={async (event) => {
                  event.preventDefault();
                  if (!(await saving.run(sign))) return;
                  read.value = false;
                  say('Signed. Thank you.');
                }}
              >
                <label class="inline">
                  <input type="checkbox" checked={read.value} onChange={(event) => (read.value = event.currentTarget.checked)} />I have read version{' '}
                  {current.version} and agree to it for the partner.
                </label>
                <Refusal saving={saving} />
                <button type="submit" class="primary" disabled={!read.value || saving.busy.value}>
                  {signed ? 'Sign again' : 'Sign the agreement'}
                </button>
              </form>
            ) : (
              <p class="hint">An owner of the partner signs it.</p>
            )}
          </>
        )}
      </section>
    </Page>
  );
}

/** An address that a link may have: on the web, and nothing that would run here. */
function safe(url: string | undefined): string | null {
  return url && /^https?:\/\//i.test(url) ? url : null;
}

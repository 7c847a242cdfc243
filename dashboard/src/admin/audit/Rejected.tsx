import { useSignal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { Dialog } from '../../shared/Dialog';
import { useSaving } from '../../shared/form/saving';
import { tidy } from '../../shared/people-text';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { usePages } from '../reading/pages';
import { useReading } from '../reading/reading';
import { Listed, Shown } from '../reading/Shown';
import { Scroll } from '../Scroll';
import { When } from '../When';

type Message = Schemas['RejectedMessage'];

/** What CAD sent and nobody understood: to be read, mended at its source or here, and taken in. */
export function Rejected({ office }: { office: Office }) {
  const turn = useSignal(0);
  const shown = useSignal<string | null>(null);
  const pages = usePages((after) => answerOf(office.api.GET('/cad/rejected', { params: { query: after ? { after } : {} } })), [office, turn.value]);
  return (
    <div class="stack">
      <div class="row spread">
        <h1>Rejected CAD messages</h1>
        <button type="button" onClick={() => turn.value++}>
          Read again
        </button>
      </div>
      <p class="hint">
        Messages that could not be understood, the newest first. Kept for a few days, so that what was wrong can be mended and the message taken in.
      </p>
      <Listed of={pages} what="The messages" none="Every message was understood.">
        {(items) => <Table items={items} show={(id) => (shown.value = id)} />}
      </Listed>
      {shown.value && (
        <MessageDialog
          office={office}
          id={shown.value}
          close={() => (shown.value = null)}
          taken={() => {
            shown.value = null;
            turn.value++;
          }}
        />
      )}
    </div>
  );
}

function Table({ items, show }: { items: readonly Message[]; show: (id: string) => void }) {
  return (
    <Scroll label="Messages">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Came last</th>
            <th scope="col">Number</th>
            <th scope="col">What was wrong</th>
            <th scope="col" class="number">
              Times
            </th>
            <th scope="col">Kept until</th>
            <th scope="col">Message</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, receivedAt, number, errors, code, count, expiresAt }) => (
            <tr key={id}>
              <td>
                <When at={receivedAt} />
              </td>
              <th scope="row">{number ? <Said text={number} most={64} /> : '–'}</th>
              <td>
                {errors[0] ? <Said text={errors[0].detail} most={200} /> : code} {errors.length > 1 && <span class="hint">and {errors.length - 1} more</span>}
              </td>
              <td class="number">{count}</td>
              <td>
                <When at={expiresAt} />
              </td>
              <td>
                <button type="button" class="small" aria-label={`Look at ${number ?? 'the message'} of ${receivedAt}`} onClick={() => show(id)}>
                  Look
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

interface MessageDialogProps {
  readonly office: Office;
  readonly id: string;
  readonly close: () => void;
  readonly taken: () => void;
}

function MessageDialog({ office, id, close, taken }: MessageDialogProps) {
  const params = { path: { rejectedId: id } };
  const reading = useReading(() => answerOf(office.api.GET('/cad/rejected/{rejectedId}', { params })), [office, id]);
  const saving = useSaving();
  const retry = () =>
    saving.run(async () => {
      const result = await answerOf(office.api.POST('/cad/rejected/{rejectedId}/retry', { params }));
      say(`It was taken in: ${result.outcome}.`);
      taken();
    });
  return (
    <Dialog title="A message that was not understood" close={close} class="wide">
      <Shown of={reading} what="The message">
        {({ message, body, bodyBase64 }) => (
          <div class="stack">
            <ul>
              {message.errors.map(({ path, detail }) => (
                <li key={`${path} ${detail}`}>
                  <span class="mono">{tidy(path, 200)}</span>: <Said text={detail} />
                </li>
              ))}
            </ul>
            <h3>{body === undefined && bodyBase64 ? 'Its body, in base64' : 'Its body'}</h3>
            <p class="hint">It may hold personal data.</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
            <pre class="mono json" tabIndex={0} dir="ltr">
              {tidy(body ?? bodyBase64 ?? 'It was too large to keep.', 100_000)}
            </pre>
            <Failure problem={saving.problem.value} />
            <div class="row">
              <button type="button" class="primary" disabled={saving.busy.value} onClick={() => void retry()}>
                Take it in as if it came now
              </button>
              <button type="button" onClick={close}>
                Close
              </button>
            </div>
          </div>
        )}
      </Shown>
    </Dialog>
  );
}

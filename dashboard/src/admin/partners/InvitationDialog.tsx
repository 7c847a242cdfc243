import type { Schemas } from '../../shared/api';
import { Dialog } from '../../shared/Dialog';
import { attempt, say } from '../../shared/Toasts';
import { When } from '../When';

/** The invitation of a partner's first owner, which the API tells this once. */
export function InvitationDialog({ invitation: { code, role, expiresAt }, close }: { invitation: Schemas['InvitationAnswer']; close: () => void }) {
  const link = `${location.origin}/partner/#/invitation/${encodeURIComponent(code)}`;
  const copy = (text: string, what: string) =>
    attempt('It could not be copied', () => navigator.clipboard.writeText(text)).then((done) => done && say(`${what} is copied.`));
  return (
    <Dialog title="The invitation" close={close}>
      <div class="stack">
        <p>
          <strong>This is told once and kept nowhere.</strong> Give it to whoever is to be the partner’s {role}, by a way that you trust. It is of use until{' '}
          <When at={expiresAt} />.
        </p>
        <dl class="facts">
          <div>
            <dt>Code</dt>
            <dd class="mono">{code}</dd>
          </div>
          <div>
            <dt>Link</dt>
            <dd class="mono">{link}</dd>
          </div>
        </dl>
        <div class="row">
          <button type="button" class="primary" onClick={() => void copy(link, 'The link')}>
            Copy the link
          </button>
          <button type="button" onClick={() => void copy(code, 'The code')}>
            Copy the code
          </button>
          <button type="button" onClick={close}>
            I have it
          </button>
        </div>
      </div>
    </Dialog>
  );
}

import { useSaving } from '../shared/form/saving';
import { to } from '../shared/route';
import type { Page } from '../shared/start';
import { say } from '../shared/Toasts';
import { SignOut } from './SignOut';

interface InvitationProps {
  readonly page: Page;
  readonly code: string;
  /** Called when it was accepted, before the partner is shown. */
  readonly accepted: () => Promise<void>;
}

/** An invitation to act for a partner, to accept. */
export function Invitation({ page, code, accepted }: InvitationProps) {
  const saving = useSaving();
  const accept = async () => {
    const { data } = await page.api.POST('/invitations/accept', { body: { code } });
    await accepted();
    if (data) location.hash = to(data.partnerId, 'cameras');
  };
  const problem = saving.problem.value;
  return (
    <main class="alone">
      <h1>You are invited</h1>
      <p>
        Accept, and you act for a partner of Dragonfly Community Connect: you see its cameras and who looked at them, and, as far as you are invited to, decide
        what is shared.
      </p>
      <p class="hint">You are signed in as {page.session.account.value?.name}. An invitation can be used once.</p>
      {problem && (
        <p role="alert">
          {problem.code === 'invitationInvalid' ? 'This invitation is not good any more: it was used, or it is too old. Ask for another.' : problem.message}
        </p>
      )}
      <button
        type="button"
        class="primary"
        disabled={saving.busy.value}
        onClick={async () => {
          if (await saving.run(accept)) say('Welcome.');
        }}
      >
        Accept the invitation
      </button>
      <a class="button" href="#/">
        Not now
      </a>
      <SignOut page={page} />
    </main>
  );
}

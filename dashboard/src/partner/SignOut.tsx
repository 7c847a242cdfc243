import type { Page } from '../shared/start';

export function SignOut({ page }: { page: Page }) {
  return (
    <button type="button" class="plain" onClick={() => page.session.leave('left')}>
      Sign out
    </button>
  );
}

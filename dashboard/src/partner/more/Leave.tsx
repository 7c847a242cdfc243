import { to } from '../../shared/route';
import { Withdraw } from '../cameras/Withdraw';
import { Page } from '../Page';
import type { Portal } from '../portal';

/** The way out, for good. */
export function Leave({ portal }: { portal: Portal }) {
  return (
    <Page title="Leave the program">
      <p>If you only want a break, stop sharing, or pause the rule for everything: you can start again whenever you like.</p>
      <p>
        If you leave, everything is taken back for good. Your name, contacts and the names of your cameras are deleted after some time; the log of who looked
        stays, and names nobody.
      </p>
      {portal.mayOwn.value ? (
        <Withdraw
          what="Take everything back for good"
          explains="Police can never see any of your cameras again, and none can be shared again. What is unlocked is locked at once, and anyone watching is cut off."
          doing={(reason) =>
            portal.api.POST('/partners/{partnerId}/withdraw', {
              params: { path: { partnerId: portal.partnerId }, header: { 'If-Match': '*' } },
              body: reason ? { reason } : {},
            })
          }
          done={() => {
            void portal.readAgain();
            location.hash = to(portal.partnerId, 'cameras');
          }}
        />
      ) : (
        <p class="hint">An owner of the partner can do that.</p>
      )}
    </Page>
  );
}

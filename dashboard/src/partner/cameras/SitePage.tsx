import { useId } from 'preact/hooks';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import { Nothing, Page } from '../Page';
import type { Portal } from '../portal';
import { RuleList } from '../rules/RuleList';
import { SiteForm } from './SiteForm';
import { Withdraw } from './Withdraw';

/** One site: its rule, and what it is. */
export function SitePage({ portal, siteId }: { portal: Portal; siteId: string }) {
  const id = useId();
  const site = portal.siteOf(siteId);
  if (!site || site.withdrawn) return <Nothing portal={portal} />;
  return (
    <Page title={<Said text={site.name ?? siteId} most={100} />}>
      <section class="card stack" aria-labelledby={`${id}-rule`}>
        <h2 id={`${id}-rule`}>The rule for this site</h2>
        <RuleList portal={portal} targets={[{ level: 'site', site: siteId }]} unnamed />
      </section>
      {portal.mayManage.value && (
        <>
          <section class="card stack" aria-labelledby={`${id}-facts`}>
            <h2 id={`${id}-facts`}>The site</h2>
            <SiteForm portal={portal} site={site} />
          </section>
          <Withdraw
            what="Take this site back for good"
            explains="Police can never see its cameras again, and they cannot be shared again. What is unlocked of them is locked at once. If you only want a break, pause the site or switch it off instead."
            doing={(reason) =>
              portal.api.POST('/partners/{partnerId}/sites/{siteId}/withdraw', {
                params: { path: { partnerId: portal.partnerId, siteId }, header: { 'If-Match': '*' } },
                body: reason ? { reason } : {},
              })
            }
            done={() => {
              void portal.readAgain();
              location.hash = to(portal.partnerId, 'cameras');
            }}
          />
        </>
      )}
    </Page>
  );
}

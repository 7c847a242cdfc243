import { useId } from 'preact/hooks';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import { Nothing, Page } from '../Page';
import type { Portal } from '../portal';
import { RuleList } from '../rules/RuleList';
import { isSharedNow, nameOf, SharingWords } from './CameraCard';
import { CameraForm } from './CameraForm';
import { CameraSwitch } from './CameraSwitch';
import { Withdraw } from './Withdraw';

/** One camera: whether it is shared, by which rules, and what it is. */
export function CameraPage({ portal, feedId }: { portal: Portal; feedId: string }) {
  const id = useId();
  const feed = portal.feedOf(feedId);
  const site = feed && portal.siteOf(feed.siteId);
  if (!feed || !site || feed.withdrawn) return <Nothing portal={portal} />;
  return (
    <Page title={<Said text={nameOf(feed)} most={100} />}>
      <p>
        <a href={to(portal.partnerId, 'site', site.siteId)}>
          <Said text={site.name ?? site.siteId} most={100} />
        </a>
      </p>
      <section class="card camera">
        <div class="camera-head">
          <h2 id={id}>Share this camera</h2>
          <CameraSwitch portal={portal} feed={feed} labelledBy={id} describedBy={`${id}-words`} shared={isSharedNow(portal, site, feed)} />
        </div>
        <SharingWords id={`${id}-words`} portal={portal} site={site} feed={feed} />
      </section>
      <section class="card stack" aria-labelledby={`${id}-rules`}>
        <h2 id={`${id}-rules`}>The rules that hold for it</h2>
        <p class="hint">All of them must permit.</p>
        <RuleList
          portal={portal}
          targets={[
            { level: 'feed', feed: feedId },
            { level: 'site', site: site.siteId },
            { level: 'partner' },
            ...Object.keys(portal.partner.value?.agencies ?? {}).map((agency) => ({ level: 'agency' as const, agency })),
          ]}
        />
      </section>
      {portal.mayManage.value && (
        <>
          <section class="card stack" aria-labelledby={`${id}-facts`}>
            <h2 id={`${id}-facts`}>The camera</h2>
            <CameraForm portal={portal} site={site} feed={feed} />
          </section>
          <Withdraw
            what="Take this camera back for good"
            explains="Police can never see it again, and it cannot be shared again. What is unlocked of it is locked at once. If you only want a break, switch it off instead."
            doing={(reason) =>
              portal.api.POST('/partners/{partnerId}/feeds/{feedId}/withdraw', {
                params: { path: { partnerId: portal.partnerId, feedId }, header: { 'If-Match': '*' } },
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

import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import { Page } from '../Page';
import type { Portal } from '../portal';
import type { Site } from '../rules/standing';
import { CameraCard } from './CameraCard';
import { CameraMap } from './CameraMap';

/** All cameras: on the map, and by site with a switch and a sentence each. */
export function Cameras({ portal }: { portal: Portal }) {
  const sites = portal.sites.value.filter((site) => !site.withdrawn);
  return (
    <Page title="Cameras">
      <div class="cameras">
        <div class="map-side">
          <CameraMap portal={portal} />
          <p class="hint legend">
            <span class="dot shared" /> shared <span class="dot locked" /> not shared <span class="dot unlocked" /> unlocked now
          </p>
        </div>
        <div class="stack">
          {sites.map((site) => (
            <SiteCameras key={site.siteId} portal={portal} site={site} />
          ))}
          {sites.length === 0 && <p>You have no sites yet. A site is a place with cameras, such as your shop.</p>}
          {portal.mayManage.value && (
            <p>
              <a class="button" href={to(portal.partnerId, 'new-site')}>
                Add a site
              </a>
            </p>
          )}
        </div>
      </div>
    </Page>
  );
}

function SiteCameras({ portal, site }: { portal: Portal; site: Site }) {
  const feeds = portal.feeds.value.filter((feed) => feed.siteId === site.siteId && !feed.withdrawn);
  return (
    <section class="stack site" aria-label={`Cameras of ${site.name ?? site.siteId}`}>
      <header class="row spread">
        <div>
          <h2>
            <Said text={site.name ?? site.siteId} most={100} />
          </h2>
          {site.address && (
            <p class="hint">
              <Said text={site.address} most={200} />
            </p>
          )}
        </div>
        <a class="button" href={to(portal.partnerId, 'site', site.siteId)}>
          Site settings
        </a>
      </header>
      {feeds.length === 0 && <p class="hint">No cameras here yet.</p>}
      <ul class="camera-list">
        {feeds.map((feed) => (
          <CameraCard key={feed.feedId} portal={portal} site={site} feed={feed} />
        ))}
      </ul>
      {portal.mayManage.value && (
        <p>
          <a class="button" href={to(portal.partnerId, 'new-camera', site.siteId)}>
            Add a camera here
          </a>
        </p>
      )}
    </section>
  );
}

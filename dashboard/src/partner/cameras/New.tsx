import { to } from '../../shared/route';
import { Nothing, Page } from '../Page';
import type { Portal } from '../portal';
import { CameraForm } from './CameraForm';
import { SiteForm } from './SiteForm';

export function NewCamera({ portal, siteId }: { portal: Portal; siteId: string }) {
  const site = portal.siteOf(siteId);
  if (!site || site.withdrawn) return <Nothing portal={portal} />;
  return (
    <Page title="Add a camera">
      <CameraForm
        portal={portal}
        site={site}
        added={(feedId) => {
          location.hash = to(portal.partnerId, 'camera', feedId);
        }}
      />
    </Page>
  );
}

export function NewSite({ portal }: { portal: Portal }) {
  return (
    <Page title="Add a site">
      <SiteForm
        portal={portal}
        added={(siteId) => {
          location.hash = to(portal.partnerId, 'site', siteId);
        }}
      />
    </Page>
  );
}

import { useId } from 'preact/hooks';
import { to } from '../../shared/route';
import { Said } from '../../shared/Said';
import type { Portal } from '../portal';
import { type Feed, type Site, sharedAs } from '../rules/standing';
import { isShared, sharingInWords } from '../rules/words';
import { soon } from '../soon';
import { CameraSwitch } from './CameraSwitch';

/** One camera: its name, its switch, and what of it is shared when. */
export function CameraCard({ portal, site, feed }: { portal: Portal; site: Site; feed: Feed }) {
  const id = useId();
  return (
    <li class="camera card">
      <div class="camera-head">
        <h3 id={id}>
          <a href={to(portal.partnerId, 'camera', feed.feedId)}>
            <Said text={nameOf(feed)} most={100} />
          </a>
        </h3>
        <CameraSwitch portal={portal} feed={feed} labelledBy={id} describedBy={`${id}-words`} shared={isSharedNow(portal, site, feed)} />
      </div>
      <SharingWords id={`${id}-words`} portal={portal} site={site} feed={feed} />
    </li>
  );
}

/** What of a camera is shared when: the truth of all its rules. */
export function SharingWords({ id, portal, site, feed }: { id: string; portal: Portal; site: Site; feed: Feed }) {
  const partner = portal.partner.value;
  const lasting = portal.log.ongoing.value.filter((line) => line.feedId === feed.feedId);
  if (!partner) return null;
  return (
    <div id={id} class="sharing-words">
      {lasting.some((line) => line.kind === 'viewed') ? (
        <span class="badge danger">Watched now</span>
      ) : (
        lasting.length > 0 && <span class="badge open">Unlocked now</span>
      )}
      {sharingInWords({ partner, site, feed }, soon.value, portal.unlocking.value).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

export const nameOf = (feed: Feed): string => feed.name ?? feed.feedId;

/** Whether a camera can be unlocked at all, as things stand. */
export function isSharedNow(portal: Portal, site: Site, feed: Feed): boolean {
  const partner = portal.partner.value;
  return partner !== null && isShared(sharedAs({ partner, site, feed }, soon.value, portal.unlocking.value));
}

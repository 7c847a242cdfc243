import { callTypeName } from '../shared/call-types';
import { atClock, second } from '../shared/clock';
import { to } from '../shared/route';
import { Said } from '../shared/Said';
import { Acknowledge } from './Acknowledge';
import type { Device } from './device';
import type { Bulletin } from './shelf';
import { age, subjectName } from './words';

/** One bulletin: what it is of, its photo, what is said of it, and the button that says that it was seen. */
export function Card({ device, bulletin }: { device: Device; bulletin: Bulletin }) {
  const { bulletinId, subject, plate, direction, caption, callType, number, sentAt } = bulletin;
  const name = `${bulletinId}-name`;
  return (
    <article class={`bulletin ${bulletin.acknowledgedAt ? 'seen' : 'new'}`} aria-labelledby={name}>
      <header>
        <h2 id={name} class={`subject ${subject ?? 'other'}`}>
          {subjectName(bulletin)}
        </h2>
        <Age sentAt={sentAt} />
      </header>
      <Thumbnail device={device} bulletin={bulletin} />
      {plate && (
        <p class="plate">
          <span class="visually-hidden">Plate </span>
          <Said text={plate} />
        </p>
      )}
      {direction && (
        <p class="direction">
          <span class="hint">Last seen going</span> <Said text={direction} />
        </p>
      )}
      {caption && (
        <p class="caption">
          <Said text={caption} />
        </p>
      )}
      <p class="hint">
        {callTypeName(callType)} · <Said text={number} most={60} /> · sent {atClock(sentAt)}
      </p>
      <Acknowledge device={device} bulletin={bulletin} />
    </article>
  );
}

function Age({ sentAt }: { sentAt: string }) {
  return (
    <time class="age" dateTime={sentAt}>
      {age(Date.parse(sentAt), second.value)}
    </time>
  );
}

function Thumbnail({ device, bulletin }: { device: Device; bulletin: Bulletin }) {
  const { value: picture } = device.pictures.of(bulletin.bulletinId);
  if (picture.kind === 'none') return null;
  if (picture.kind !== 'here')
    return <p class="photo-awaited">{picture.kind === 'loading' ? 'The photo is loading…' : 'The photo has not come yet: trying again…'}</p>;
  return (
    <a class="thumbnail" href={to('photo', bulletin.bulletinId)} aria-label={`Show the photo, full screen: ${subjectName(bulletin).toLowerCase()}`}>
      <img src={picture.url} alt="" />
    </a>
  );
}

import { useEffect, useMemo } from 'preact/hooks';
import { route, to } from '../shared/route';
import type { Page } from '../shared/start';
import { Card } from './Card';
import { Device, type Unsent } from './device';
import { Photo } from './Photo';
import { contactSaid, titleOf } from './words';

/** What an officer sees: the bulletins of the unit, the newest first, and how far to trust that these are all. */
export function App({ page, unsent }: { page: Page; unsent: Unsent }) {
  const device = useMemo(() => new Device(page, unsent), [page, unsent]);
  useEffect(() => () => device.stop(), [device]);
  const waiting = device.waiting.value;
  useEffect(() => {
    document.title = titleOf(waiting);
    return () => {
      document.title = titleOf(0);
    };
  }, [waiting]);

  const bulletins = device.bulletins.value;
  const [place, id] = route.value;
  const open = place === 'photo' ? bulletins.find((bulletin) => bulletin.bulletinId === id) : undefined;
  return (
    <>
      <Bar page={page} device={device} />
      <main class="bulletins">
        {bulletins.length === 0 ? (
          <Nothing known={device.contact.value.heardAt !== null} unit={page.session.account.value?.unit ?? 'this unit'} />
        ) : (
          bulletins.map((bulletin) => <Card key={bulletin.bulletinId} device={device} bulletin={bulletin} />)
        )}
      </main>
      <p class="visually-hidden" role="status">
        {device.news.value}
      </p>
      {open && <Photo key={open.bulletinId} device={device} bulletin={open} close={closePhoto} />}
    </>
  );
}

/** Where nothing was heard yet, nothing is claimed. */
function Nothing({ known, unit }: { known: boolean; unit: string }) {
  return (
    <p class="nothing">
      {known ? `No bulletin for ${unit} stands.` : `Whether there are bulletins for ${unit} is not known yet.`}{' '}
      <span class="hint">{known ? 'A new one shows up here by itself.' : 'They show up here once the server answers.'}</span>
    </p>
  );
}

/** The phone's own way back closes a photo too, so it is left the same way. */
const closePhoto = () => {
  if (route.peek()[0] === 'photo') history.replaceState(null, '', to());
  window.dispatchEvent(new HashChangeEvent('hashchange'));
};

function Bar({ page, device }: { page: Page; device: Device }) {
  const { tone, text } = contactSaid(device.contact.value);
  return (
    <header class={`bar ${tone}`}>
      <h1>
        Bulletins <span class="unit">{page.session.account.value?.unit}</span>
      </h1>
      <button type="button" class="plain" onClick={() => page.session.leave('left')}>
        Sign out
      </button>
      <p role="status" class="contact">
        {text}
      </p>
    </header>
  );
}

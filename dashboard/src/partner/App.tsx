import { useEffect, useMemo } from 'preact/hooks';
import { route, to } from '../shared/route';
import { Said } from '../shared/Said';
import type { Page } from '../shared/start';
import { Frame } from './Frame';
import { Invitation } from './Invitation';
import { Mine } from './mine';
import { Portal } from './portal';
import { SignOut } from './SignOut';

/** The portal of one who is signed in: of the partner that they act for, or of the one that they choose. */
export function App({ page }: { page: Page }) {
  const mine = useMemo(() => new Mine(page.api), [page]);
  useEffect(() => () => mine.stop(), [mine]);
  const [first, second] = route.value;
  if (first === 'invitation') return <Invitation page={page} code={second ?? ''} accepted={() => mine.read()} />;
  const partners = mine.partners.value;
  if (!partners) return <Waiting page={page} trouble={mine.trouble.value} />;
  const chosen = partners.find(({ partnerId }) => partnerId === first) ?? (first === undefined && partners.length === 1 ? partners[0] : undefined);
  if (chosen) return <Chosen key={chosen.partnerId} page={page} partnerId={chosen.partnerId} alone={partners.length === 1} />;
  return (
    <main class="alone">
      <h1>{partners.length > 0 ? 'Your partners' : 'Partner portal'}</h1>
      {partners.length === 0 && (
        <>
          <p>You act for no partner yet. If you were sent an invitation, open its link, or type its code here.</p>
          <EnterCode />
        </>
      )}
      {first !== undefined && partners.length > 0 && <p role="alert">This is none of your partners. Choose one of yours.</p>}
      {partners.length > 0 && (
        <ul class="choices">
          {partners.map(({ partnerId, profile }) => (
            <li key={partnerId}>
              <a class="button" href={to(partnerId, 'cameras')}>
                <Said text={profile?.name ?? partnerId} />
              </a>
            </li>
          ))}
        </ul>
      )}
      <SignOut page={page} />
    </main>
  );
}

function Chosen({ page, partnerId, alone }: { page: Page; partnerId: string; alone: boolean }) {
  const portal = useMemo(() => new Portal(page, partnerId), [page, partnerId]);
  useEffect(() => () => portal.stop(), [portal]);
  return <Frame portal={portal} alone={alone} />;
}

function Waiting({ page, trouble }: { page: Page; trouble: string | null }) {
  return (
    <main class="alone">
      <h1>Partner portal</h1>
      {trouble ? <p role="alert">{trouble} Trying again…</p> : <p role="status">Reading what you share…</p>}
      <SignOut page={page} />
    </main>
  );
}

function EnterCode() {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
        if (code) location.hash = to('invitation', code);
      }}
    >
      <label>
        Invitation code
        <input name="code" autocomplete="off" maxLength={200} required />
      </label>
      <button type="submit" class="primary">
        Look at the invitation
      </button>
    </form>
  );
}

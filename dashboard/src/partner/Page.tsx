import type { ComponentChildren } from 'preact';
import { to } from '../shared/route';
import type { Portal } from './portal';

/** A page of the portal under its heading. */
export function Page({ title, children }: { title: ComponentChildren; children: ComponentChildren }) {
  return (
    <div class="page stack">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** For what is not there, or not any more. */
export function Nothing({ portal }: { portal: Portal }) {
  return (
    <Page title="It is not there">
      <p>
        <a href={to(portal.partnerId, 'cameras')}>To your cameras</a>
      </p>
    </Page>
  );
}

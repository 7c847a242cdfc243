import { to } from '../../shared/route';
import { Page } from '../Page';
import type { Portal } from '../portal';

const pages = [
  ['agreement', 'Agreement', 'Read it, sign it, and see what you signed.'],
  ['people', 'People', 'Who may act for the partner, and whom you invite.'],
  ['profile', 'Name and contact', 'Who the partner is to people.'],
  ['files', 'Files', 'Take your sites and cameras home, or bring them in.'],
  ['leave', 'Leave the program', 'Take everything back, for good.'],
] as const;

export function More({ portal }: { portal: Portal }) {
  return (
    <Page title="More">
      <ul class="more-list">
        {pages.map(([name, label, words]) => (
          <li key={name} class="card">
            <a href={to(portal.partnerId, name)}>{label}</a>
            <p class="hint">{words}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}

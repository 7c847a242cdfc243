import { to } from '../../shared/route';
import type { Office } from '../office';
import { useReading } from '../reading/reading';
import { Shown } from '../reading/Shown';
import type { PolicyDraft } from './draft';
import { Editor } from './Editor';
import { History } from './History';
import { PolicyTable } from './PolicyTable';
import { readPolicy } from './standing-policy';

/** The unlock policy: what stands, its history, and the changing of it. */
export function PolicySection({ office, view }: { office: Office; view: string | undefined }) {
  const draft = office.drafts.of<PolicyDraft>('policy');
  const readsHistory = office.may('Program.Admin', 'Auditor');
  const places = [
    { path: '', name: 'What stands' },
    ...(office.changes ? [{ path: 'edit', name: draft.value ? 'Your changes' : 'Change it' }] : []),
    ...(readsHistory ? [{ path: 'history', name: 'History' }] : []),
  ];
  const at = places.find(({ path }) => path === view)?.path ?? '';
  return (
    <div class="stack">
      <h1>Unlock policy</h1>
      <p class="hint">Which calls unlock cameras that partners share, how near, and for how long. A call type that is not here unlocks nothing.</p>
      {places.length > 1 && (
        <nav class="tabs" aria-label="Unlock policy">
          {places.map(({ path, name }) => (
            <a key={path} href={to('policy', ...(path ? [path] : []))} {...(path === at ? { 'aria-current': 'page' as const } : {})}>
              {name}
            </a>
          ))}
        </nav>
      )}
      {at === 'edit' ? <Editor office={office} draft={draft} /> : at === 'history' ? <History office={office} /> : <Standing office={office} />}
    </div>
  );
}

function Standing({ office }: { office: Office }) {
  const reading = useReading(() => readPolicy(office), [office]);
  return (
    <Shown of={reading} what="The policy">
      {({ policy }) => <PolicyTable policy={policy} />}
    </Shown>
  );
}

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { route, to } from '../shared/route';
import type { Page } from '../shared/start';
import { Agreements } from './agreements/Agreements';
import { AuditLog } from './audit/AuditLog';
import { IncidentSearch } from './audit/IncidentSearch';
import { Misuse } from './audit/Misuse';
import { Rejected } from './audit/Rejected';
import { VerifyAndExport } from './audit/VerifyAndExport';
import type { Drafts } from './drafts';
import { Office } from './office';
import { PartnersSection } from './partners/PartnersSection';
import { Codes } from './people/Codes';
import { Installers } from './people/Installers';
import { People } from './people/People';
import { PolicySection } from './policy/PolicySection';
import { Report } from './report/Report';
import { type SectionPath, sectionAt, sectionsFor } from './sections';

/** Administration, of one who is signed in: the sections that their roles can use, and one of them. */
export function App({ page, drafts }: { page: Page; drafts: Drafts }) {
  const office = useMemo(() => new Office(page, drafts), [page, drafts]);
  const [path, ...rest] = route.value;
  const section = sectionAt(path, office.roles);
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (drafts.any) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [drafts]);
  const address = route.value.join('/');
  const first = useRef(true);
  useEffect(() => {
    document.title = `${section?.name ?? 'Administration'} · Dragonfly Community Connect`;
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [address]);
  return (
    <div class="admin">
      <Side office={office} current={section?.path} skip={() => main.current?.focus()} />
      <main id="main" tabIndex={-1} ref={main}>
        {section && <Inside key={section.path} path={section.path} rest={rest} office={office} />}
      </main>
    </div>
  );
}

function Side({ office, current, skip }: { office: Office; current: SectionPath | undefined; skip: () => void }) {
  const open = sectionsFor(office.roles);
  const groups = [...new Set(open.map(({ group }) => group))];
  return (
    <header class="side">
      <button type="button" class="skip" onClick={skip}>
        Skip to the content
      </button>
      <p class="brand">
        Dragonfly <span>Administration</span>
      </p>
      <nav aria-label="Sections">
        {groups.map((group) => (
          <section key={group} aria-label={group}>
            <p class="group" aria-hidden="true">
              {group}
            </p>
            <ul>
              {open
                .filter((section) => section.group === group)
                .map(({ path, name }) => (
                  <li key={path}>
                    <a href={to(path)} {...(path === current ? { 'aria-current': 'page' as const } : {})}>
                      {name}
                    </a>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </nav>
      <div class="who">
        <p>
          <bdi>{office.name}</bdi>
          <span class="hint">{office.roles.join(', ')}</span>
        </p>
        <button type="button" onClick={() => office.page.session.leave('left')}>
          Sign out
        </button>
      </div>
    </header>
  );
}

function Inside({ path, rest, office }: { path: SectionPath; rest: readonly string[]; office: Office }) {
  switch (path) {
    case 'partners':
      return <PartnersSection office={office} id={rest[0]} />;
    case 'agreements':
      return <Agreements office={office} />;
    case 'policy':
      return <PolicySection office={office} view={rest[0]} />;
    case 'report':
      return <Report office={office} />;
    case 'people':
      return <People office={office} />;
    case 'installers':
      return <Installers office={office} />;
    case 'codes':
      return <Codes office={office} />;
    case 'audit':
      return <AuditLog office={office} timeline={rest.join('/')} />;
    case 'verify':
      return <VerifyAndExport office={office} />;
    case 'incidents':
      return <IncidentSearch office={office} />;
    case 'misuse':
      return <Misuse office={office} />;
    case 'rejected':
      return <Rejected office={office} />;
  }
}

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { ApiProblem } from '../problem';
import type { DevelopmentTokens } from './development';
import type { EntraTokens } from './entra';
import { whenIdle } from './idle';
import type { Session, SignedOut } from './session';

export type SignIn = { readonly kind: 'development'; readonly source: DevelopmentTokens } | { readonly kind: 'entra'; readonly source: EntraTokens };

const why: Record<SignedOut, string> = {
  first: '',
  idle: 'Nobody was here for half an hour, so everything was put away. Sign in again to go on.',
  expired: 'Your sign-in is over. Sign in again to go on.',
  left: 'You are signed out.',
};

interface GateProps {
  readonly session: Session;
  readonly signIn: SignIn;
  readonly title: string;
  readonly roles: readonly string[];
  readonly children: () => ComponentChildren;
}

/** Shows what is inside to those who are signed in, with a role that has anything to see there, until they are idle. What is hidden is gone from the page. */
export function Gate({ session, signIn, title, roles, children }: GateProps) {
  const account = session.account.value;
  const signedIn = account !== null;
  useEffect(() => (signedIn ? whenIdle(() => session.leave('idle')) : undefined), [session, signedIn]);
  if (account && roles.some((role) => account.roles.includes(role))) return <>{children()}</>;
  return (
    <main class="alone">
      <h1>{title}</h1>
      {account ? (
        <>
          <p role="alert">{account.name} has no role for this page.</p>
          <button type="button" onClick={() => session.leave('left')}>
            Sign in as somebody else
          </button>
        </>
      ) : (
        <>
          {why[session.signedOut.value] && <p role="status">{why[session.signedOut.value]}</p>}
          {signIn.kind === 'development' ? (
            <DevelopmentForm session={session} source={signIn.source} roles={roles} />
          ) : (
            <button type="button" class="primary" onClick={() => void signIn.source.signIn()}>
              Sign in
            </button>
          )}
        </>
      )}
    </main>
  );
}

function DevelopmentForm({ session, source, roles }: { session: Session; source: DevelopmentTokens; roles: readonly string[] }) {
  const role = useSignal(roles[0] ?? '');
  const problem = useSignal('');
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [name, unit] = [String(form.get('name') ?? '').trim(), String(form.get('unit') ?? '').trim()];
    try {
      session.enter(await source.ask({ role: role.value, ...(name ? { name } : {}), ...(unit ? { unit } : {}) }));
    } catch (e) {
      problem.value = ApiProblem.textOf(e);
    }
  };
  return (
    <form class="sign-in" onSubmit={submit}>
      <p class="hint">Development sign-in: on this machine anybody may be anybody.</p>
      <label>
        Role
        <select name="role" value={role.value} onChange={(e) => (role.value = e.currentTarget.value)}>
          {roles.map((r) => (
            <option key={r}>{r}</option>
          ))}
        </select>
      </label>
      <label>
        Name <span class="hint">(optional)</span>
        <input name="name" autocomplete="off" maxLength={64} placeholder={`dev-${role.value.toLowerCase().replace('.', '-')}`} />
      </label>
      {role.value === 'Unit' && (
        <label>
          Unit
          <input name="unit" autocomplete="off" maxLength={64} placeholder="B12" />
        </label>
      )}
      {problem.value && <p role="alert">{problem.value}</p>}
      <button type="submit" class="primary">
        Sign in
      </button>
    </form>
  );
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountOf } from './account';
import { DevelopmentTokens } from './development';
import { idleMs, whenIdle } from './idle';
import { Session, type TokenSource } from './session';

const tokenOf = (claims: object) =>
  `e30.${btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(claims))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')}.s`;

class Tokens implements TokenSource {
  token: string | null = null;
  async silently() {
    return this.token;
  }
  forget() {
    this.token = null;
  }
}

describe('an account', () => {
  it('is what the token says, in any script', () =>
    expect(accountOf(tokenOf({ sub: 's', name: 'Zoë שלום', roles: ['Unit'], agency: 'cpd', unit: 'B12', exp: 1_800_000_000 }))).toEqual({
      id: 's',
      name: 'Zoë שלום',
      roles: ['Unit'],
      agency: 'cpd',
      unit: 'B12',
      expiresAt: 1_800_000_000_000,
    }));

  it('may be anybody with no role', () => expect(accountOf(tokenOf({}))).toMatchObject({ id: 'unknown', roles: [], expiresAt: 0 }));
});

describe('a session', () => {
  let tokens: Tokens;
  let session: Session;
  beforeEach(() => {
    tokens = new Tokens();
    session = new Session(tokens);
  });

  it('begins with nobody', async () => {
    await session.resume();
    expect(session.account.value).toBeNull();
    expect(await session.bearer()).toBeNull();
  });

  it('goes on with what the tab still had', async () => {
    tokens.token = tokenOf({ sub: 'a' });
    await session.resume();
    expect(session.account.value?.id).toBe('a');
  });

  it('ends when no token comes any more, and says why', async () => {
    tokens.token = tokenOf({ sub: 'a' });
    session.enter(tokens.token);
    tokens.token = null;
    expect(await session.bearer()).toBeNull();
    expect(session.account.value).toBeNull();
    expect(session.signedOut.value).toBe('expired');
  });

  it('takes up a newer token by itself', async () => {
    session.enter(tokenOf({ sub: 'a' }));
    tokens.token = tokenOf({ sub: 'a', roles: ['Ops'] });
    expect(await session.bearer()).toBe(tokens.token);
    expect(session.account.value?.roles).toEqual(['Ops']);
  });

  it.each(['idle', 'left'] as const)('that ended (%s) while a token was on its way does not begin again with it', async (reason) => {
    session.enter(tokenOf({ sub: 'a' }));
    let come: (token: string) => void = () => {};
    tokens.silently = () => new Promise((resolve) => (come = resolve));
    const bearer = session.bearer();
    session.leave(reason);
    come(tokenOf({ sub: 'a', jti: 'newer' }));
    expect(await bearer).toBeNull();
    expect(session.account.value).toBeNull();
    expect(session.signedOut.value).toBe(reason);
  });

  it('is not ended by the token that did not come for whoever was here before', async () => {
    session.enter(tokenOf({ sub: 'a' }));
    let come: (token: null) => void = () => {};
    tokens.silently = () => new Promise((resolve) => (come = resolve));
    const bearer = session.bearer();
    session.leave('left');
    session.enter(tokenOf({ sub: 'b' }));
    come(null);
    expect(await bearer).toBeNull();
    expect(session.account.value?.id).toBe('b');
  });

  it('forgets the token with whoever leaves', () => {
    tokens.token = tokenOf({ sub: 'a' });
    session.enter(tokens.token);
    session.leave('idle');
    expect([tokens.token, session.account.value, session.signedOut.value]).toEqual([null, null, 'idle']);
  });
});

describe('a development token', () => {
  it('that is over is none', async () => {
    sessionStorage.setItem('dragonfly.development-token.test', tokenOf({ exp: 1 }));
    expect(await new DevelopmentTokens('test').silently()).toBeNull();
  });

  it('is one page’s alone', async () => {
    sessionStorage.setItem('dragonfly.development-token.test', tokenOf({ exp: 4_000_000_000 }));
    expect(await new DevelopmentTokens('test').silently()).not.toBeNull();
    expect(await new DevelopmentTokens('other').silently()).toBeNull();
  });
});

describe('idleness', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is half an hour without a touch', () => {
    const left = vi.fn();
    const target = new EventTarget();
    whenIdle(left, target);
    vi.advanceTimersByTime(idleMs - 60_000);
    target.dispatchEvent(new Event('keydown'));
    vi.advanceTimersByTime(idleMs - 60_000);
    expect(left).not.toHaveBeenCalled();
    vi.advanceTimersByTime(70_000);
    expect(left).toHaveBeenCalledOnce();
  });

  it('is not ended by coming back after a sleep in which no timer ran', () => {
    const left = vi.fn();
    const target = new EventTarget();
    whenIdle(left, target);
    vi.setSystemTime(Date.now() + idleMs + 1);
    target.dispatchEvent(new Event('pointerdown'));
    expect(left).toHaveBeenCalledOnce();
  });

  it('is not prolonged by a clock that is set back', () => {
    const left = vi.fn();
    whenIdle(left, new EventTarget());
    vi.setSystemTime(Date.now() - 60 * 60_000);
    vi.advanceTimersByTime(idleMs + 10_000);
    expect(left).toHaveBeenCalledOnce();
  });

  it('is told once', () => {
    const left = vi.fn();
    whenIdle(left, new EventTarget());
    vi.advanceTimersByTime(3 * idleMs);
    expect(left).toHaveBeenCalledOnce();
  });
});

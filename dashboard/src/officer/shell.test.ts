import { describe, expect, it } from 'vitest';
import { wayOf } from './shell';

const origin = 'https://city.example';
const files = new Set(['/officer/', '/config.json', '/assets/officer-1a2b.js']);
const way = (path: string, more: { method?: string; mode?: string } = {}) =>
  wayOf({ method: 'GET', mode: 'cors', url: new URL(path, origin).href, ...more }, origin, files);

describe('the shell', () => {
  it('is the page, its configuration and its built files', () => {
    expect(way('/officer/', { mode: 'navigate' })).toBe('network-first');
    expect(way('/officer/?from=home', { mode: 'navigate' })).toBe('network-first');
    expect(way('/config.json')).toBe('network-first');
    expect(way('/assets/officer-1a2b.js')).toBe('kept');
  });

  it.each(['/api/bulletins', '/api/units/negotiate', '/clips/a-1?sig=x', '/local/tokens', '/assets/console-9.js', 'https://elsewhere.example/config.json'])(
    '%s is none of it',
    (path) => {
      expect(way(path)).toBe('none');
    },
  );

  it('no other page and nothing that is sent is', () => {
    expect(way('/console/', { mode: 'navigate' })).toBe('none');
    expect(way('/config.json', { method: 'POST' })).toBe('none');
  });
});

import type { Tone } from './stage';

/** The page's colors, for what is drawn on a canvas. */
export interface Palette {
  readonly tone: Readonly<Record<Tone, string>>;
  readonly text: string;
  readonly ground: string;
}

export function paletteOf(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  // A custom property is not computed to a color; an element's own color is.
  const probe = document.createElement('i');
  element.append(probe);
  const color = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color || style.color;
  };
  const palette: Palette = {
    tone: {
      quiet: color('--quiet'),
      busy: color('--accent'),
      open: color('--open'),
      warn: color('--warn'),
      danger: color('--danger'),
      locked: color('--locked'),
    },
    text: color('--text'),
    ground: color('--ground'),
  };
  probe.remove();
  return palette;
}

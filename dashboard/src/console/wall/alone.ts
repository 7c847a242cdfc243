import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** While `on`, nothing but this element can be reached: what covers the page must not have the focus wander behind it. */
export function useAlone(element: RefObject<HTMLElement | null>, on: boolean): void {
  useLayoutEffect(() => {
    if (!on || !element.current) return;
    const hidden: HTMLElement[] = [];
    for (let at: HTMLElement = element.current; at.parentElement && at !== document.body; at = at.parentElement)
      for (const other of at.parentElement.children)
        if (other !== at && other instanceof HTMLElement && !other.inert && !other.classList.contains('toasts')) {
          other.inert = true;
          hidden.push(other);
        }
    return () => {
      for (const other of hidden) other.inert = false;
    };
  }, [element, on]);
}

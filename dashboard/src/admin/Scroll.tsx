import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** What may be wider, or taller, than its place. While it is, keys can reach and scroll it. */
export function Scroll({ label, tall = false, children }: { label: string; tall?: boolean; children: ComponentChildren }) {
  const element = useRef<HTMLDivElement>(null);
  const scrolls = useSignal(false);
  useEffect(() => {
    const outer = element.current;
    if (!outer) return undefined;
    const observer = new ResizeObserver(() => {
      scrolls.value = outer.scrollWidth > outer.clientWidth || outer.scrollHeight > outer.clientHeight;
    });
    observer.observe(outer);
    if (outer.firstElementChild) observer.observe(outer.firstElementChild);
    return () => observer.disconnect();
  }, [scrolls]);
  return (
    <div ref={element} class={`scroll-x ${tall ? 'tall' : ''}`} {...(scrolls.value ? { tabIndex: 0, role: 'group', 'aria-label': label } : {})}>
      {children}
    </div>
  );
}

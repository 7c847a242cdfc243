import { tidy } from './people-text';

/** Words of people or of other systems, which may be anything. */
export function Said({ text, most = 500, class: name = '' }: { text: string; most?: number; class?: string }) {
  return (
    <bdi class={`said ${name}`} dir="auto">
      {tidy(text, most)}
    </bdi>
  );
}

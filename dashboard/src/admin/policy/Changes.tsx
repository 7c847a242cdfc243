import type { PolicyChange } from './diff';

const says = { added: 'now unlocks', removed: 'unlocks no more', changed: '' } as const;

/** What is other than before, readable without colors. */
export function Changes({ changes }: { changes: readonly PolicyChange[] }) {
  return (
    <ul class="changes">
      {changes.map(({ kind, key, title, says: words, differences }) => (
        <li key={key} class={kind}>
          <strong>{title}</strong> {key !== 'threats' && <span class="code">{key}</span>}{' '}
          {key === 'threats' && kind !== 'changed' ? (kind === 'added' ? 'may be declared' : 'may be declared no more') : says[kind]}
          {words && <p class="hint">{words}</p>}
          {differences.length > 0 && (
            <dl>
              {differences.map(({ what, before, after }) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    <del>{before}</del> <span aria-hidden="true">→</span> <ins>{after}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}

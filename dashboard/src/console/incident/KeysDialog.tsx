import { Dialog } from '../../shared/Dialog';
import { keys, letSingleKeys, singleKeys } from '../keys';

const names: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑' };

/** Every key that does something now. */
export function KeysDialog({ close }: { close: () => void }) {
  // Of two that share a key, the one that came last has it.
  const listed = [...new Map(keys.value.map((entry) => [entry.key, entry])).values()];
  return (
    <Dialog title="Keys" close={close} class="keys">
      <label class="inline">
        <input type="checkbox" checked={singleKeys.value} onChange={(event) => letSingleKeys(event.currentTarget.checked)} />
        Keys of one character work
      </label>
      <dl>
        {listed.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{names[key] ?? key}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>↑</kbd> <kbd>↓</kbd>
          </dt>
          <dd>Move in the list of incidents; Enter selects</dd>
        </div>
      </dl>
    </Dialog>
  );
}

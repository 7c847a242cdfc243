import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { callTypeName } from '../../shared/call-types';
import { second } from '../../shared/clock';
import type { Board, Incident } from '../board';
import { isUnlocked, needsApproval } from './stage';

export type Filter = 'all' | 'unlocked' | 'approval';

/** Whether an incident has all words of a text somewhere: in its number, call type, place, beat or units. */
export function matches(incident: Incident, text: string): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const { number, callType, location, beat, units } = incident;
  const all = [number, callType ?? '', callTypeName(callType), location?.address ?? '', beat ?? '', ...units.map(({ id }) => id)].join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

/** Which of the board's incidents the queue lists. */
export class Listing {
  readonly filter: Signal<Filter> = signal('all');
  readonly text = signal('');
  /** Where the keyboard is in the list: an incident's id. */
  readonly cursor = signal<string | null>(null);
  private last: readonly string[] = [];

  constructor(private readonly board: Board) {}

  /** Ids, in the board's order. The very same array for as long as the same are listed. */
  readonly ids: ReadonlySignal<readonly string[]> = computed(() => {
    const [filter, text] = [this.filter.value, this.text.value];
    const all = this.board.ids.value;
    const listed = filter === 'all' && text.trim() === '' ? all : all.filter((id) => this.isListed(id, filter, text));
    if (listed.length !== this.last.length || listed.some((id, i) => id !== this.last[i])) this.last = listed;
    return this.last;
  });

  /** Those that wait for a supervisor's approval. */
  readonly awaiting: ReadonlySignal<number> = computed(() => this.count(needsApproval));

  /** The oldest of them: it has waited longest. */
  longestAwaiting(): string | null {
    return (
      this.board.ids.peek().findLast((id) => {
        const incident = this.board.get(id)?.peek();
        return incident && needsApproval(incident);
      }) ?? null
    );
  }

  readonly unlocked: ReadonlySignal<number> = computed(() => {
    const now = second.value;
    return this.count((incident) => isUnlocked(incident, now));
  });

  /** Moves the cursor by so many rows; it begins before the first. */
  move(by: number): void {
    const ids = this.ids.peek();
    const at = ids.indexOf(this.cursor.peek() ?? '');
    this.cursor.value = ids[Math.max(0, Math.min(ids.length - 1, at + by))] ?? null;
  }

  private count(which: (incident: Incident) => boolean): number {
    return this.board.ids.value.reduce((sum, id) => {
      const incident = this.board.get(id)?.value;
      return sum + (incident && which(incident) ? 1 : 0);
    }, 0);
  }

  private isListed(id: string, filter: Filter, text: string): boolean {
    const incident = this.board.get(id)?.value;
    if (!incident || !matches(incident, text)) return false;
    return filter === 'all' || (filter === 'approval' ? needsApproval(incident) : isUnlocked(incident, second.value));
  }
}

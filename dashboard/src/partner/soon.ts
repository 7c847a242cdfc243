import { computed } from '@preact/signals';
import { second } from '../shared/clock';

/** The server's time, in steps of five seconds: for what need not be drawn anew each second. */
export const soon = computed(() => Math.floor(second.value / 5_000) * 5_000);

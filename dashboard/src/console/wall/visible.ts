import { signal } from '@preact/signals';

/** Whether anybody can see this page: not while its tab is behind another, nor while it is being left. */
export const visible = signal(document.visibilityState === 'visible');

document.addEventListener('visibilitychange', () => {
  visible.value = document.visibilityState === 'visible';
});
window.addEventListener('pagehide', () => {
  visible.value = false;
});
window.addEventListener('pageshow', () => {
  visible.value = document.visibilityState === 'visible';
});

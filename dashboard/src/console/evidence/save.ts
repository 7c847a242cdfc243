/** Saves a file that has an address, under the name that comes with it. */
export function saveFrom(address: string): void {
  const link = Object.assign(document.createElement('a'), { href: address, download: '', rel: 'noreferrer' });
  document.body.append(link);
  link.click();
  link.remove();
}

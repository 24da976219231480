/** Pieces of Markdown for hovers; nothing of a user's text is ever read as Markdown. */

/** Text that shows as it is. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_{}[\]()#+\-.!|~>$]/g, '\\$&')
    .replace(/\r?\n/g, ' ');
}

/** Text in a block of its own, as it is; the fence is longer than any within. */
export function codeBlock(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A link that runs a command; trusted hovers allow only the commands they list. */
export function commandLink(title: string, command: string, argument: unknown, tooltip: string): string {
  // Brackets would end the link, and encodeURIComponent leaves them as they are.
  const query = encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (it) => (it === '(' ? '%28' : '%29'));
  return `[${title}](command:${command}?${query} "${tooltip}")`;
}

/** A picture of this width as a Markdown image with its data inside. */
export function svgImage(svg: string, alternative: string, width: number): string {
  return `![${alternative}](data:image/svg+xml;base64,${base64(svg)}|width=${width})`;
}

/** Base64 of the UTF-8 bytes, in the browser and in Node. */
export function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let from = 0; from < bytes.length; from += 8_192)
    binary += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return btoa(binary);
}

/** The few marks that policy texts use: headings (#, ##, ###), lists (- or 1.), and paragraphs apart by an empty line. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  | { readonly kind: 'paragraph'; readonly text: string };

export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const part of text.split(/\n\s*\n/)) {
    let words: string[] = [];
    let items: { ordered: boolean; list: string[] } | null = null;
    const close = () => {
      if (words.length > 0) blocks.push({ kind: 'paragraph', text: words.join('\n') });
      if (items) blocks.push({ kind: 'list', ordered: items.ordered, items: items.list });
      words = [];
      items = null;
    };
    for (const line of part
      .split('\n')
      .map((raw) => raw.trim())
      .filter(Boolean)) {
      const heading = /^(#{1,6})\s+(.*)$/.exec(line);
      const item = /^(?:([-*・])\s*|\d+[.)]\s+)(.*)$/.exec(line);
      if (heading) {
        close();
        blocks.push({ kind: 'heading', level: heading[1]!.length <= 1 ? 2 : 3, text: heading[2]! });
      } else if (item) {
        const ordered = item[1] === undefined;
        if (words.length > 0 || (items && (items as { ordered: boolean }).ordered !== ordered)) close();
        items ??= { ordered, list: [] };
        items.list.push(item[2]!);
      } else {
        if (items) close();
        words.push(line);
      }
    }
    close();
  }
  return blocks;
}

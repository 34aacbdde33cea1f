import { blocksOf } from './policy-blocks.ts';

export function PolicyText({ text }: { readonly text: string }) {
  return blocksOf(text).map((block, i) => {
    // biome-ignore-start lint/suspicious/noArrayIndexKey: the blocks of one text in their order.
    if (block.kind === 'heading')
      return block.level === 2 ? <h2 key={i}>{block.text}</h2> : <h3 key={i}>{block.text}</h3>;
    if (block.kind === 'paragraph') return <p key={i}>{block.text}</p>;
    const items = block.items.map((item) => <li key={item}>{item}</li>);
    return block.ordered ? <ol key={i}>{items}</ol> : <ul key={i}>{items}</ul>;
    // biome-ignore-end lint/suspicious/noArrayIndexKey: as above.
  });
}

import fc from 'fast-check';

/** How many odd requests a fuzz test makes, and from which seed; a nightly run may ask for more and for others. */
export const fuzzed = {
  many: Number(process.env.FUZZ ?? 10_000),
  seed: Number(process.env.FUZZ_SEED ?? 20200330),
} as const;

/** Runs the work over all items, some at a time, in their order, while it says that it wants more. */
export async function sideBySide<T>(items: Iterable<T>, work: (item: T) => Promise<boolean>): Promise<void> {
  const left = items[Symbol.iterator]();
  let more = true;
  const worker = async () => {
    for (let next = left.next(); !next.done && more; next = left.next()) more = (await work(next.value)) && more;
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

/** Words that break things: controls, half characters, very long ones, code of other languages, names of other objects. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  '\ufeff',
  '\u202e逆',
  'İ',
  '👨‍👩‍👧'.repeat(500),
  'あ'.repeat(50_000),
  '9'.repeat(400),
  '-1',
  '1e309',
  'NaN',
  '２０２０年２月３０日',
  '0000-00-00',
  '9999999',
  '980-0811',
  '123456789',
  "'; drop table chat; --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '$\u007b7*7}',
  '%s%n%x',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  '[object Object]',
  '[]',
  '{}',
  'true',
);
/** Odd words. */
export const words = fc.oneof(nasty, fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }));
/** Anything that JSON can hold. */
export const anyValue = fc.oneof(
  { weight: 3, arbitrary: words },
  { weight: 1, arbitrary: fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

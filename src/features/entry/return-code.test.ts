import { expect, test } from 'vitest';
import { readReturnCode } from './index.ts';

test.for([
  ['7Q3M-K8XW-2RTV-HD5N', '7Q3MK8XW2RTVHD5N'],
  ['7q3m k8xw 2rtv hd5n', '7Q3MK8XW2RTVHD5N'],
  ['７Ｑ３Ｍ－Ｋ８ＸＷ－２ＲＴＶ－ＨＤ５Ｎ', '7Q3MK8XW2RTVHD5N'],
  ['oo3M—K8XW—2RTV—HDiL', '003MK8XW2RTVHD11'],
] as const)('reads %s as it was meant', ([typed, code]) => expect(readReturnCode(typed)).toBe(code));

test.for(['', '7Q3M', '7Q3M-K8XW-2RTV-HD5N-0', 'UUUU-UUUU-UUUU-UUUU', '\u0000'.repeat(16), '７'.repeat(50_000)])(
  'takes %j for no code',
  (typed) => expect(readReturnCode(typed)).toBeUndefined(),
);

/** How a command ended, for scripts. */
export const exitCodes = {
  fine: 0,
  unforeseen: 1,
  refused: 2,
  auditBroken: 3,
  interrupted: 130,
} as const;

export const exitCodeMeanings: ReadonlyArray<readonly [code: number, meaning: string]> = [
  [exitCodes.fine, 'done'],
  [exitCodes.unforeseen, 'an error that nobody foresaw; its name is on standard error'],
  [exitCodes.refused, 'refused: something is to be put right first, as standard error says; nothing was written'],
  [exitCodes.auditBroken, 'audit verify found an entry that was altered, removed or added'],
  [exitCodes.interrupted, 'stopped by Ctrl-C, with the database closed first (serve and demo end so with 0)'],
];

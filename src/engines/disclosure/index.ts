/** What of a count may be told: shares with their intervals, small groups withheld. */
export { type Share, shareOf } from './wilson.ts';
export { minimumN, type Showing, showingOfSum, type WithholdOptions, withhold } from './withhold.ts';
